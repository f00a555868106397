/** Which documents are the server's business. */

/** Dockerfiles that can be changed. Copies in diff views and the like would only repeat the findings. */
export const DOCUMENTS = [
  { scheme: "file", language: "dockerfile" },
  { scheme: "untitled", language: "dockerfile" },
  { scheme: "vscode-vfs", language: "dockerfile" },
];
