"""Maven and Gradle: pom.xml and those of modules, build scripts and what they apply, the wrappers.

Known: `dependency:go-offline` does not find sibling modules (MDEP-516) and misses some plugins (MDEP-82).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from dockwright.catalog.packages import Action
from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.manifests.found import NOT_KNOWN, Folder, Manifests, Needed, NeedsSources

# --- Maven ---

_MODULE = re.compile(r"<module>\s*([^<]*?)\s*</module>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PARENT = re.compile(r"<parent>.*?</parent>", re.DOTALL)
_DEPENDENCY = re.compile(r"<dependency>(.*?)</dependency>", re.DOTALL)
_ARTIFACT = re.compile(r"<artifactId>\s*([^<]*?)\s*</artifactId>")
_RELATIVE = re.compile(r"<relativePath>\s*([^<]*?)\s*</relativePath>")
# What reads other files of the project while dependencies are resolved.
_POM_FILES = re.compile(r"<systemPath>|<file>\s*<|<url>\s*file:|<exists>|<missing>|\$\{(?:project\.)?basedir\}/")
# In Maven's own flags, files that lie elsewhere.
_SETTINGS_FLAG = re.compile(
    r"(?:^|\s)(?:-s|-gs|-f|-t|--settings|--global-settings|--file|--toolchains)[\s=]+(?!\.mvn/)"
)
_CARRIED = ("-D", "--define", "-P", "--activate-profiles", "-s", "--settings", "-f", "--file")


def maven(operation: PackageOperation, folder: Folder) -> Manifests:
    """What `mvn dependency:go-offline` reads; it comes before builds, which fetch by themselves."""
    if operation.has_flag(("-pl", "--projects", "-gs", "--global-settings", "-o", "--offline", "-t", "--toolchains")):
        raise NeedsSources
    named = operation.flag("-f", "--file")
    settings = operation.flag("-s", "--settings")
    if any(it is not None and it.value is None for it in (named, settings)):
        raise NeedsSources
    pom = folder.inside(named.value) if named is not None and named.value is not None else "pom.xml"
    if not pom.endswith(".xml"):
        pom = f"{pom}/pom.xml"
    needed = Needed()
    if pom not in folder:
        if named is not None:
            raise NeedsSources
        needed.add(("pom.xml",))
        needed.doubted(NOT_KNOWN)
    else:
        _poms(pom, folder, needed)
    if settings is not None and settings.value is not None and not settings.value.startswith(("/", "~")):
        needed.add((folder.inside(settings.value),))
    if folder.is_folder(".mvn"):
        needed.add_whole(".mvn")
        if _SETTINGS_FLAG.search(folder.read(".mvn/maven.config")):
            raise NeedsSources
    flags = [
        word.text
        for it in operation.flags
        if it.name.startswith(_CARRIED) and not it.word.text.startswith(("-DskipTests", "-Dmaven.test.skip"))
        for word in dict.fromkeys((it.word, it.value_word))
        if word is not None
    ]
    download = " ".join(["-B", *flags, "dependency:go-offline"])
    return _with_wrapper(needed, operation, folder, "mvnw", ".mvn", download)


def _poms(root: str, folder: Folder, needed: Needed) -> None:
    waiting, texts = [root], {}
    while waiting:
        name = waiting.pop(0)
        if name in texts:
            continue
        if name not in folder:
            raise NeedsSources
        text = texts[name] = _COMMENT.sub("", folder.read(name))
        base = posixpath.dirname(name)
        if _POM_FILES.search(text):
            raise NeedsSources
        modules = _MODULE.findall(text)
        if "<modules>" in text and not modules:
            raise NeedsSources
        for module in modules:
            path = folder.inside(module, base)
            waiting.append(path if path.endswith(".xml") else f"{path}/pom.xml")
        waiting += _parents(text, base, folder)
    needed.add(texts)
    own = {match.group(1) for it in texts.values() if (match := _ARTIFACT.search(_PARENT.sub("", it)))}
    for text in texts.values():
        for dependency in _DEPENDENCY.findall(text):
            match = _ARTIFACT.search(dependency)
            if len(texts) > 1 and match is not None and match.group(1) in own:
                # A sibling is built later, and nowhere to be fetched.
                raise NeedsSources


def _parents(text: str, base: str, folder: Folder) -> Iterator[str]:
    """The poms among the sources that a pom's parent may be."""
    for block in _PARENT.findall(text):
        relative = _RELATIVE.findall(block)
        if relative and relative[0]:
            path = folder.inside(relative[0], base)
            yield path if path.endswith(".xml") else f"{path}/pom.xml"
        elif "<relativePath" not in block:
            # Where it is not said, Maven looks into the folder above first.
            above = list(folder.upwards(base))[1:2]
            yield from (it for it in (posixpath.join(place, "pom.xml") for place in above) if it in folder)


# --- Gradle ---

_SCRIPTS = ("settings.gradle", "settings.gradle.kts", "build.gradle", "build.gradle.kts")
_BESIDE = ("gradle.properties", "gradle.lockfile", "settings-gradle.lockfile", "buildscript-gradle.lockfile")
_CODE_COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
_INCLUDE = re.compile(r"^\s*include\b\s*\(?((?:\s*[\"'][^\"'\n]*[\"']\s*,?)+)", re.MULTILINE)
_INCLUDED_BUILD = re.compile(r"\bincludeBuild\s*\(?\s*[\"']([^\"'\n]*)[\"']")
_APPLIED = re.compile(r"\bapply\s*\(?\s*from\s*[:=]\s*([^\n)]*)")
_QUOTED = re.compile(r"[\"']([^\"'\n]*)[\"']")
# Build scripts that read files or ask other programs while they are configured.
_READING = re.compile(
    r"FileInputStream|\breadText\b|\breadLines\b|\.text\b|\bprojectDir\s*=|\.exec\b|\.execute\s*\(|\bflatDir\b"
    r"|\bload\s*\(|\bincludeFlat\b|\bfileContents\b"
)


def gradle(operation: PackageOperation, folder: Folder) -> Manifests:
    """What `gradle dependencies` reads; it comes before builds, which fetch by themselves."""
    if operation.has_flag(("-b", "--build-file", "-c", "--settings-file", "--offline", "-I", "--init-script")):
        raise NeedsSources
    if operation.has_flag(("--include-build",)):
        raise NeedsSources
    needed = Needed()
    tasks = ["dependencies"]
    if folder.present(*_SCRIPTS):
        needed.add(folder.present(*_SCRIPTS, *_BESIDE))
        for name in folder.present(*_SCRIPTS):
            tasks += [f"{it}:dependencies" for it in _script(name, folder, needed)]
        if "buildSrc" in folder:
            needed.add_whole("buildSrc")
            needed.doubted("buildSrc is built")
    else:
        needed.add(("*.gradle*", "gradle.properties*"))
        needed.doubted(NOT_KNOWN)
    if "gradle" in folder:
        needed.add_whole("gradle")
    needed.doubted("build scripts are programs, which may read other files")
    return _with_wrapper(needed, operation, folder, "gradlew", "gradle", f"--no-daemon {' '.join(tasks)}")


def _script(name: str, folder: Folder, needed: Needed) -> list[str]:
    """Read a build script and all that it leads to; the paths of the projects that it includes."""
    text = _CODE_COMMENT.sub("", folder.read(name))
    if _READING.search(text):
        raise NeedsSources
    for path in _INCLUDED_BUILD.findall(text):
        path = folder.inside(path)
        if not folder.is_folder(path):
            raise NeedsSources
        needed.add_whole(path)
    for named in _APPLIED.findall(text):
        _applied(named, posixpath.dirname(name), folder, needed)
    if not name.startswith("settings."):
        return []
    projects: list[str] = []
    included = _INCLUDE.findall(text)
    if len(included) < len(re.findall(r"^\s*include\b", text, re.MULTILINE)):
        raise NeedsSources
    for it in included:
        projects += [path for path in _QUOTED.findall(it) if path]
    for project in projects:
        place = folder.inside(project.strip(":").replace(":", "/"))
        scripts = folder.present(*(f"{place}/{it}" for it in _SCRIPTS[2:]))
        if not folder.is_folder(place):
            raise NeedsSources
        needed.add(scripts)
        needed.add(folder.present(*(f"{place}/{it}" for it in _BESIDE)))
        for script in scripts:
            _script(script, folder, needed)
    return [f":{it.strip(':')}" for it in projects if folder.present(*_scripts_of(it))]


def _scripts_of(project: str) -> tuple[str, ...]:
    place = project.strip(":").replace(":", "/")
    return tuple(f"{place}/{it}" for it in _SCRIPTS[2:])


def _applied(named: str, base: str, folder: Folder, needed: Needed) -> None:
    quoted = _QUOTED.search(named)
    path = quoted.group(1) if quoted is not None else ""
    if "://" in path:
        return
    for root in ("$rootDir/", "${rootDir}/", "$rootProject.projectDir/", "${rootProject.projectDir}/"):
        if path.startswith(root):
            path, base = path.removeprefix(root), ""
    if "rootProject.file(" in named:
        base = ""
    if not path or "$" in path:
        raise NeedsSources
    path = folder.inside(path, base)
    if path not in folder or path in needed.files:
        raise NeedsSources
    needed.add((path,))
    _script(path, folder, needed)


# --- both ---


def _with_wrapper(
    needed: Needed, operation: PackageOperation, folder: Folder, wrapper: str, settings: str, download: str
) -> Manifests:
    """The same with the wrapper, where that is called, and the step before a build."""
    program = operation.program_words[0].value
    if operation.program == wrapper:
        if program != f"./{wrapper}":
            raise NeedsSources
        needed.files = {wrapper: None, **needed.files}
        needed.add_whole(settings)
    elif program != operation.program:
        raise NeedsSources
    found = needed.manifests()
    if operation.action is Action.DOWNLOAD:
        return found
    return Manifests(
        found.files, found.folders, f"{program} {download}", found.doubt or "it may fetch what the build does not need"
    )
