/** What the editor holds when somebody opens it for the first time: a workflow to create, to start and to watch. */
export const DEFAULT_QUERY = `# Tramontane answers here. These three make a tour:
# put the cursor into one and press Ctrl-Enter, or
# choose it from the list behind the button.
# Ctrl-Space completes what you type; the book at the
# left edge shows everything there is.

# 1. Store a workflow.
mutation CreateWorkflow {
  createWorkflows(input: {
    definition: """
    version: '2.0'
    hello:
      input: [name, {pause: 30}]
      output:
        greeting: <% $.greeting %>
      tasks:
        greet:
          action: std.echo output="Hello, <% $.name %>!"
          publish:
            greeting: <% task().result %>
          on-success: rest
        rest:
          action: std.sleep seconds=<% $.pause %>
    """
  }) {
    workflows { id name }
    errors { code message }
  }
}

# 2. Start it, and copy the id from the answer.
mutation StartExecution {
  startExecution(input: { workflow: "hello", input: { name: "world" } }) {
    execution { id state }
    errors { code message }
  }
}

# 3. Paste the id here and subscribe: first comes the
# execution as it is, then each change of it. To go on
# from where you were, add \`after\` with the last cursor.
subscription WatchExecution {
  executionStream(id: "paste the id here") {
    __typename
    ... on Snapshot {
      cursor
      execution { state output tasks { nodes { name state } } }
    }
    ... on TaskStateChanged { cursor at from to task { name } }
    ... on ActionStateChanged { cursor at from to }
    ... on ExecutionStateChanged { cursor at from to execution { output } }
    ... on StreamReset { cursor reason }
    ... on Heartbeat { cursor }
  }
}
`;
