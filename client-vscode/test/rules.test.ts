import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { atPlace, listedRules, withPageHere } from "../src/rules";

const PAGES = "https://example.org/docs/rules";

function uri(address: string) {
  return { fragment: address.split("#")[1] ?? "", address };
}

function finding(value: string, address = `${PAGES}/stages.md#${value}`, source = "dockwright") {
  return { source, code: { value, target: uri(address) }, range: 0 };
}

test("the manifest lists every rule with what it finds, and nothing but rules", () => {
  const rules = listedRules(JSON.parse(readFileSync("package.json", "utf8")));
  const names = rules.map((it) => it.label);
  assert.ok(names.includes("latest-tag") && names.includes("missing-user"));
  assert.deepEqual(names, [...new Set(names)].sort());
  for (const other of ["ALL", "stages", "shellcheck", "have-a-user"]) {
    assert.ok(!names.includes(other), other);
  }
  assert.deepEqual(
    rules.filter((it) => it.detail === ""),
    [],
  );
  assert.deepEqual(listedRules({}), []);
});

test("the rules at a place are ours, each once", () => {
  const findings = [
    finding("latest-tag"),
    finding("latest-tag"),
    finding("DL3007", "", "hadolint"),
    { source: "dockwright", range: 0 },
    { source: "dockwright", code: "SC2086", range: 0 },
  ];
  assert.deepEqual(
    atPlace(findings, () => true),
    ["latest-tag", "SC2086"],
  );
  assert.deepEqual(
    atPlace(findings, () => false),
    [],
  );
});

test("a rule's page is shown here, a page of others where it is", () => {
  const here = (rule: string) => uri(`command:show?${rule}`);
  assert.equal(withPageHere(finding("latest-tag"), here).code.target.address, "command:show?latest-tag");
  const wiki = "https://example.org/wiki/SC2086";
  assert.equal(withPageHere(finding("SC2086", wiki), here).code.target.address, wiki);
  assert.deepEqual(withPageHere({ code: "plain" }, here), { code: "plain" });
  assert.deepEqual(withPageHere({}, here), {});
});
