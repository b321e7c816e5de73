/** For `node --import`: lets files outside the checkout import what plugins and their tests import. */
import { installPluginResolution } from './resolution.ts';

installPluginResolution();
