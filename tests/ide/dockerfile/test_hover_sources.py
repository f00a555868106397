"""What is said about the files that an instruction takes, and where a mount puts them."""

from __future__ import annotations

from dockwright.ide.dockerfile.hover.hover import hover
from dockwright.semantic.document import Document
from dockwright.semantic.project import Amount, NoProject, Project
from tests.support.marked import draw, marked
from tests.support.project import Files

FILES = Files(
    {
        ".dockerignore": "node_modules\n*.log\n!keep.log\nsrc/*.tmp\n",
        "package.json": "{}",
        "src/a.py": "a",
        "src/b.tmp": "bb",
        "node_modules/x": "",
        "app.log": "",
        "keep.log": "k",
        "big.tar.gz": "x" * 2000,
    }
)


def hovered(source: str, project: Project = FILES) -> str:
    """What the hover at the cursor says; carets mark what it is about."""
    fixture = marked(source)
    found = hover(Document.parse(fixture.text, project=project), fixture.offset)
    assert found is not None, "there is no hover"
    if fixture.ranges:
        assert [found.range] == fixture.ranges, draw(fixture.text, [found.range])
    return found.markdown


def test_how_much_a_file_a_folder_and_a_pattern_bring():
    file = """\
        FROM a
        COPY --chown=1 pack<|>age.json ./
                       ^^^^^^^^^^^^^^^
        """
    assert hovered(file) == "`package.json`, of the build context: 1 file, 2 bytes."
    folder = hovered('ARG D=src\nFROM a\nARG D\nCOPY ["${D<|>}/", "/srv/"]').partition("---\n\n")[2]
    assert folder == "`src`, a folder of the build context: 1 file, 1 byte, without what `.dockerignore` leaves out."
    assert hovered("FROM a\nCOPY ..<|> /x").startswith("The build context: ")
    pattern = hovered("FROM a\nCOPY *.lo<|>g /x")
    assert pattern == "What matches `*.log` in the build context: 1 file, 1 byte\n\n- `keep.log`: 1 file, 1 byte"
    assert hovered("FROM a\nCOPY *.none<|> /x").startswith("Nothing in the build context matches `*.none`")
    assert hovered("FROM a\nCOPY **/x<|> /x") == "What matches `**/x` in the build context."


def test_what_is_left_out_and_what_is_not_there():
    class Ignoring(Files):
        """As the disk answers: what is ignored is not there."""

        def amount(self, path: str) -> None:
            return None

        def exists(self, path: str) -> bool:
            return super().exists(path) and not self.ignore_file().ignores(path)

    project = Ignoring({".dockerignore": "logs/\n!logs/keep\n*.tmp\n", "a.tmp": ""})
    assert "`.dockerignore` leaves it out by `*.tmp`" in hovered("FROM a\nCOPY a<|>.tmp /x", project)
    assert "leaves it out by `logs`" in hovered("FROM a\nCOPY logs/a<|>/b /x", project)
    assert "`logs/keep` is not there" in hovered("FROM a\nCOPY logs/keep<|> /x", project)
    assert hovered("FROM a\nCOPY x<|> /x", NoProject()) == "`x`, of the build context."
    assert hovered("FROM a\nCOPY $X/y<|> /x") == "Which files these are cannot be told from this file."


def test_what_add_makes_of_its_sources():
    assert "unpacked, not copied" in hovered("FROM a\nADD big<|>.tar.gz /opt/")
    assert "unpacked" not in hovered("FROM a\nADD --unpack=false big<|>.tar.gz /opt/")
    assert "unpacked" not in hovered("FROM a\nCOPY big<|>.tar.gz /opt/")
    url = hovered("FROM a\nADD https://x.org/a<|>.tgz?v=1 /opt/")
    assert url == "Downloaded by the builder, whatever is there on the day: no checksum. It is not unpacked."
    assert "checked against the checksum" in hovered("FROM a\nADD --checksum=sha256:1 https://x.org/a<|> /opt/")
    git = hovered("FROM a\nADD https://x.org/a/b.git#v1:do<|>cs /opt/")
    assert "at `v1`, the folder `docs` of it, without its `.git`" in git
    assert "left out" in hovered("FROM a\nCOPY --exclude=*.py src<|> /opt/")


def test_what_is_taken_from_a_stage():
    file = "FROM a AS build\nFROM b\nCOPY --from={} di<|>st /srv\n"
    assert hovered(file.format("build")) == "`/dist`, counted from the root of stage `build`."
    assert hovered(file.format("0")) == "`/dist`, counted from the root of stage `build`."
    assert hovered(file.format("c")) == "`/dist`, counted from the root of what `--from` names."


def test_what_the_values_of_a_mount_come_to():
    run = "FROM node:22\nWORKDIR /app\nRUN --mount={} x\n"
    assert "Mounted at `/app/package.json`." in hovered(run.format("target=<|>package.json"))
    assert "`package.json`, of the build context: 1 file" in hovered(run.format("type=bind,source=pack<|>age.json"))
    assert "`/x`, counted from the root of what `from` names." in hovered(run.format("from=b,source=<|>x"))
    assert "Where `npm` keeps what it fetches." in hovered(run.format("type=cache,target=/root/.n<|>pm"))
    assert "waits until" in hovered(run.format("type=cache,target=/x,sharing=lo<|>cked"))
    assert "`--secret id=rc,src=…`" in hovered(run.format("type=secret,id=r<|>c")).replace("docker build ", "")
    assert "finds the secret in `$TOKEN`" in hovered(run.format("type=secret,id=rc,env=TOK<|>EN"))
    assert "`10m`: 10,485,760 bytes" in hovered(run.format("type=tmpfs,target=/t,size=10<|>m"))
    assert "`1750`: `rwxr-x--T`" in hovered(run.format("type=cache,target=/t,mode=17<|>50"))
    assert "option of an `ssh` mount" in hovered(run.format("type=ssh,i<|>d=x"))


def test_who_owns_what_is_copied_and_what_may_be_done_with_it():
    assert "Owned by user `app` and the user's own group." in hovered("FROM a\nCOPY --chown=<|>app a b")
    assert "Owned by user number `1` and the group of the same number." in hovered("FROM a\nCOPY --chown=<|>1 a b")
    assert "Owned by group `g`." in hovered("FROM a\nCOPY --chown=:<|>g a b")
    assert "`0644`: `rw-r--r--`" in hovered("FROM a\nARG M=0644\nADD --chmod=0<|>644 a b")


def test_what_has_no_value_yet_is_told_all_the_same():
    assert "Default: `30s`." in hovered("FROM a\nHEALTHCHECK --interval=<|> CMD x")
    assert "The types are" in hovered("FROM a\nRUN --mount=type=<|>,target=/x y")
    assert "option of a `cache` mount" in hovered("FROM a\nRUN --mount=type=cache,target=<|>,id=x y")


def test_of_a_pattern_for_many_folders_not_all_are_walked_through():
    asked: list[str] = []

    class Counting(Files):
        def amount(self, path: str) -> Amount | None:
            asked.append(path)
            return super().amount(path)

    project = Counting({f"d{number:02}/a": "x" for number in range(30)})
    text = hovered("FROM a\nCOPY d*<|> /x", project)
    assert text.startswith("What matches `d*` in the build context: more than 8 files\n\n- `d00`: 1 file, 1 byte\n")
    assert text.endswith("- `d07`: 1 file, 1 byte\n- …")
    assert len(asked) == 8
