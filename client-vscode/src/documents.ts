/** Which documents are the server's business. */

/** Dockerfiles that can be changed. Copies in diff views and the like would only repeat the findings. */
export const DOCUMENTS = [
  "file",
  "untitled",
  // Repositories that were not cloned.
  "vscode-vfs",
  // Files beside a server or in the browser itself, as VS Code in a browser names them.
  "vscode-remote",
  "vscode-test-web",
  "memfs",
].map((scheme) => ({ scheme, language: "dockerfile" }));
