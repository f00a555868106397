"""What the shell commands do that Dockerfiles use most, each in a few words, and where more is to be read.

Source: the manual pages of GNU coreutils 9.5, dash 0.5.12, shadow 4.17, BusyBox 1.37 and of the programs named
(2026-11). The sentences are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_WORDS = """
adduser|Creates a user. Debian's asks questions unless `--disabled-password --gecos ""` is given; BusyBox's wants `-D`.
addgroup|Creates a group, or adds a user to one.
apt-key|Adds keys that apt trusts for every repository; deprecated in favour of `signed-by=` and `/etc/apt/keyrings`.
awk|Runs a small program on each line of its input.
base64|Encodes its input as text, or with `-d` decodes it. That hides nothing.
basename|Prints the last part of a path.
bash|Runs a script, or with `-c` the next word as one.
cat|Prints files one after the other.
cd|Changes the directory for what follows in this `RUN`; the next instruction is back where `WORKDIR` says.
chgrp|Changes the group of files. In a `RUN` of its own it stores changed files a second time.
chmod|Changes who may read, write and run files. `COPY --chmod` does it without another copy of the files.
chown|Changes the owner of files. `COPY --chown` does it without another copy of the files.
chroot|Runs a command with another directory as `/`.
cp|Copies files inside the image.
curl|Fetches an address. Without `-f` an error page counts as success; `-L` follows redirections.
cut|Prints some columns of each line.
date|Prints the time, which makes each build another one.
diff|Compares files; its status is 1 where they differ.
dirname|Prints a path without its last part.
dpkg|Installs and asks about `.deb` files; it fetches no dependencies.
dpkg-reconfigure|Asks a package's questions again.
echo|Prints its words. Shells differ on `-e` and on backslashes; `printf` is the same everywhere.
env|Runs a command with other variables, or prints those there are.
eval|Reads its words again, as a script.
exec|Runs a program in the shell's own place: it gets the shell's process number, and its signals.
exit|Ends the script, with a status if one is given.
export|Hands variables on to the programs of this `RUN`; later instructions see only what `ENV` sets.
false|Fails, and does nothing else.
find|Looks for files, and with `-exec` or `-delete` does something with them.
getent|Asks for users, groups or hosts by name.
git|Fetches and looks at Git repositories. `ADD` of a repository does so without git in the image.
go|Builds Go programs and fetches their modules.
gpg|Checks signatures and converts keys. Keys should be compared by their whole fingerprint.
grep|Prints the lines that match; its status is 1 where none does.
groupadd|Creates a group; `-r` one for a service, `-g` with a number of its own.
gunzip|Unpacks `.gz` files.
head|Prints the first lines; what writes to it then gets a broken pipe.
hostname|Prints or sets the host name, which a build does not keep.
id|Prints the user and the groups.
install|Copies files and sets owner and mode at once; `-d` makes directories.
java|Runs a Java program.
jq|Takes values out of JSON.
kill|Sends a signal to processes.
ldconfig|Tells the loader which shared libraries there are.
ln|Makes a link; `-s` a symbolic one.
locale-gen|Makes the locales that `/etc/locale.gen` lists.
ls|Lists files.
make|Builds what a Makefile describes; `-j"$(nproc)"` on all processors.
mkdir|Makes directories; `-p` those above too, without complaint where they exist. `WORKDIR` makes its own.
mktemp|Makes a temporary file or directory and prints its name.
mv|Moves files. Out of an earlier layer it stores them a second time.
node|Runs a JavaScript program.
nproc|Prints how many processors there are.
passwd|Sets a password, which the image then holds; `-l` locks an account.
patch|Applies a patch to files.
perl|Runs a Perl program.
php|Runs a PHP program.
printf|Prints its words by a format, in every shell alike.
pwd|Prints the current directory.
python|Runs a Python program; `-m` a module.
python3|Runs a Python program; `-m` a module.
read|Reads a line into variables.
rm|Deletes files. What an earlier instruction has stored stays in its layer.
rmdir|Deletes empty directories.
rpm|Installs and asks about `.rpm` files; it fetches no dependencies.
ruby|Runs a Ruby program.
sed|Changes its input line by line; `-i` changes files.
set|Switches options of the shell: `-e` ends at the first failure, `-u` at an unset variable, `-x` prints each command,\
 `-o pipefail` lets a pipe fail where any part of it does.
sh|Runs a script, or with `-c` the next word as one.
sha256sum|Computes checksums; with `-c` it fails where a file has another one.
sha512sum|Computes checksums; with `-c` it fails where a file has another one.
shift|Drops the first of the script's arguments.
sleep|Waits. A build that needs it hopes for something.
sort|Sorts lines.
source|Runs a script in this very shell. It is bash's word for `.`; dash does not know it.
.|Runs a script in this very shell.
ssh-keyscan|Fetches a host's keys, and believes whoever answers.
su|Runs a command as another user. As a container's first process it does not pass signals on; gosu does.
sudo|Runs a command as root; a `RUN` mostly is root already, or can be by `USER root`.
tar|Packs and unpacks archives. `ADD` of a local archive unpacks it too.
tee|Writes its input to files and to its output.
test|Asks about files, texts and numbers; `[` is the same.
[|Asks about files, texts and numbers; `test` is the same.
time|Says how long a command took.
timeout|Runs a command, and ends it where it takes too long.
touch|Makes empty files, or sets their times.
tr|Replaces or deletes characters.
trap|Says what the shell does on a signal, or when it ends.
true|Does nothing, with success. `|| true` hides every failure before it.
umask|Says which permissions new files do not get.
uname|Prints the system and its architecture. Under emulation that is the emulated one.
unset|Forgets variables; those that `ENV` sets come back with the next instruction.
unzip|Unpacks `.zip` files.
update-alternatives|Chooses which of several programs a name stands for (Debian).
update-ca-certificates|Collects the certificates below `/usr/local/share/ca-certificates` for all programs.
useradd|Creates a user; `-r` one for a service, `-m` with a home, `-u` with a number of its own.
usermod|Changes a user: groups, shell, home, number.
wait|Waits for what runs in the background.
wget|Fetches an address. `-O -` writes to the output, `-q` prints nothing.
which|Prints where a program lies; `command -v` needs no package.
xargs|Runs a command with its input as arguments.
xz|Packs and unpacks `.xz` files.
zip|Packs files.
gosu|Runs a program as another user, in its own place, so that signals reach the program.
su-exec|Runs a program as another user, in its own place, so that signals reach the program.
tini|A first process: passes signals on, and collects what the program leaves behind.
dumb-init|A first process: passes signals on, and collects what the program leaves behind.
"""

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        name: words
        for line in _WORDS.strip().splitlines()
        for name, separator, words in (line.partition("|"),)
        if separator and words
    }
)
"""What a command does, by its name."""

_POSIX = "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/"
_IN_POSIX = frozenset(
    (
        "awk basename cat cd chgrp chmod chown cp cut date diff dirname echo env false find grep head id kill ln ls"
        " make mkdir mv patch printf pwd read rm rmdir sed sh sleep sort tee test time timeout touch tr true umask"
        " uname wait xargs"
    ).split()
)


def reference(name: str) -> str | None:
    """Where a command is described, for those that POSIX defines."""
    return f"{_POSIX}{name}.html" if name in _IN_POSIX else None
