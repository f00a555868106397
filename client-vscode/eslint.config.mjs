import { defineConfig, globalIgnores } from "eslint/config";
import typescript from "typescript-eslint";

export default defineConfig(
  globalIgnores(["bundled/", "dist/", "dist-test/", "dist-test-vscode/", "node_modules/", "snippets/"]),
  typescript.configs.strictTypeChecked,
  typescript.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // Numbers read well in messages; everything else is to be turned into text on purpose.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    // Build scripts are plain JavaScript and talk to a terminal.
    files: ["**/*.mjs"],
    extends: [typescript.configs.disableTypeChecked],
    rules: { "no-console": "off" },
  },
  {
    // node:test awaits its own promises.
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/no-floating-promises": "off" },
  },
  {
    // These are started by another program, which reads what they print.
    files: ["test/vscode/*.ts"],
    rules: { "no-console": "off" },
  },
);
