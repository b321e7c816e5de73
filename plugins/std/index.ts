import { definePlugin } from 'tramontane/plugin';
import { asyncNoop } from './asyncNoop.ts';
import { echo } from './echo.ts';
import { email } from './email.ts';
import { fail } from './fail.ts';
import { http } from './http.ts';
import { javascript, js } from './javascript.ts';
import { mistralHttp } from './mistralHttp.ts';
import { noop } from './noop.ts';
import { sleep } from './sleep.ts';
import { ssh } from './ssh.ts';
import { sshProxied } from './sshProxied.ts';
import { testDict } from './testDict.ts';

export default definePlugin({
  name: 'std',
  version: '1.0.0',
  description: 'The standard actions of the workflow language.',
  actions: [noop, asyncNoop, echo, fail, sleep, testDict, http, mistralHttp, email, ssh, sshProxied, javascript, js],
});
