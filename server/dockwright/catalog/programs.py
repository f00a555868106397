"""Programs that fetch, unpack and verify: how their flags are written and which of those take a value.

Source: the manual pages of curl 8.11, GNU Wget 1.24, BusyBox 1.37, Git 2.47, GnuPG 2.4, GNU tar 1.35 and
coreutils 9.5 (2026-08).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Flags:
    """How a program's flags are read."""

    short: str = ""
    """The letters that take a value, the rest of their word or the next one."""
    long: frozenset[str] = frozenset()
    """The long flags, with their dashes, that take the next word where there is no `=`."""
    pairs: str = ""
    """The letters that make one flag of themselves and the letter behind: `-nv` of wget."""
    stops: bool = False
    """Whether the first operand ends them, as in front of a sub-command."""


def _long(names: str) -> frozenset[str]:
    return frozenset(f"--{name}" for name in names.split())


CURL = Flags(
    "AbCcDdEeFHKmoPQrtTuUwxXyYz",
    _long(
        "abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout"
        " connect-to continue-at cookie cookie-jar create-file-mode crlfile curves data data-ascii data-binary"
        " data-raw data-urlencode delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-url"
        " dump-header ech engine etag-compare etag-save expect100-timeout form form-string ftp-account ftp-"
        " alternative-to-user ftp-method ftp-port ftp-ssl-ccc-mode happy-eyeballs-timeout-ms haproxy-clientip"
        " header hostpubmd5 hostpubsha256 hsts interface ip-tos ipfs-gateway json keepalive-cnt keepalive-time"
        " key key-type krb libcurl limit-rate local-port login-options mail-auth mail-from mail-rcpt max-"
        " filesize max-redirs max-time netrc-file noproxy oauth2-bearer output output-dir parallel-max pass"
        " pinnedpubkey preproxy proto proto-default proto-redir proxy proxy-cacert proxy-capath proxy-cert"
        " proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key proxy-key-type proxy-pass proxy-"
        " pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword proxy-"
        " tlsuser proxy-user proxy1.0 pubkey quote random-file range rate referer request request-target"
        " resolve retry retry-delay retry-max-time sasl-authzid service-name socks4 socks4a socks5"
        " socks5-gssapi-service socks5-hostname speed-limit speed-time stderr telnet-option tftp-blksize time-"
        " cond tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii trace-config unix-"
        " socket upload-file url url-query user user-agent variable vlan-priority write-out"
    ),
)

WGET = Flags(
    "aABDeiIloOPQRtTUwXY",
    _long(
        "accept accept-regex append-output base bind-address body-data body-file ca-certificate ca-directory"
        " certificate certificate-type ciphers compression config connect-timeout crl-file cut-dirs default-"
        " page dns-timeout domains exclude-directories exclude-domains execute follow-tags ftp-password ftp-"
        " user header hsts-file http-password http-passwd http-user ignore-tags include-directories input-file"
        " level limit-rate load-cookies local-encoding max-redirect method output-document output-file"
        " password pinnedpubkey post-data post-file prefer-family private-key private-key-type progress proxy-"
        " password proxy-user quota read-timeout referer regex-type reject reject-regex remote-encoding"
        " report-speed restrict-file-names retry-on-http-error save-cookies secure-protocol start-pos timeout"
        " tries use-askpass user user-agent wait waitretry warc-dedup warc-file warc-header warc-max-size"
        " warc-tempdir directory-prefix"
    ),
    pairs="n",
)

GIT = Flags("Cc", _long("git-dir work-tree namespace config-env super-prefix exec-path"), stops=True)
"""What stands between `git` and its sub-command."""

GIT_CLONE = Flags(
    "bocujt",
    _long(
        "branch bundle-uri config depth filter jobs origin reference reference-if-able ref-format revision"
        " separate-git-dir server-option shallow-exclude shallow-since template upload-pack"
    ),
)

GPG = Flags(
    "oruNz",
    _long(
        "homedir keyserver keyserver-options output recipient local-user default-key keyring primary-keyring"
        " secret-keyring trustdb-name status-fd status-file logger-fd logger-file attribute-fd passphrase"
        " passphrase-fd passphrase-file pinentry-mode trust-model options compress-level cipher-algo digest-"
        " algo personal-cipher-preferences personal-digest-preferences command-fd command-file comment"
        " display-charset auto-key-locate export-options import-options list-options verify-options cert-"
        " digest-algo"
    ),
)

TAR = Flags(
    "bCfFgHIKLNTVX",
    _long(
        "file directory transform xform use-compress-program exclude exclude-from files-from strip strip-"
        " components owner group mode format blocking-factor record-size tape-length newer after-date suffix"
        " starting-file"
    ),
)

UNZIP = Flags("dxP")

MKDIR = Flags("m", frozenset(("--mode",)))

INSTALL = Flags("gmoSt", frozenset(("--group", "--mode", "--owner", "--suffix", "--target-directory")))

USERADD = Flags("bcdefgGkKpPRsuZ", frozenset(("--password", "--shell", "--uid", "--gid", "--groups", "--home-dir")))
"""Those of useradd and usermod that matter beside a password."""

CHECKSUM_PROGRAMS: frozenset[str] = frozenset(
    "b2sum cksum md5sum sha1sum sha224sum sha256sum sha384sum sha512sum shasum".split()
)
"""Programs that compute checksums, and check them with `-c`."""

VERIFYING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(sorted(CHECKSUM_PROGRAMS), ()),
        "apksigner": ("verify",),
        "cosign": ("verify", "verify-blob", "verify-blob-attestation"),
        "gh": ("attestation",),
        "gpg": ("--verify",),
        "gpg2": ("--verify",),
        "gpgv": (),
        "gpgv2": (),
        "minisign": (),
        "openssl": ("dgst", "sha256", "sha384", "sha512"),
        "rpm": ("-K", "--checksig"),
        "rpmkeys": (),
        "signify": (),
        "slsa-verifier": (),
    }
)
"""Programs that compute checksums or check signatures, and the words of which one says that they do; none: always."""

HASHING: tuple[str, ...] = ("hash_file(", "hash(", "hashlib", "createHash", "Digest::SHA")
"""What a script of PHP, Python, Node.js or Ruby has in it that computes a checksum."""

TAR_SUFFIXES: tuple[str, ...] = (
    ".tar", ".tar.bz2", ".tar.gz", ".tar.lz", ".tar.lzma", ".tar.xz", ".tar.z", ".tar.zst",
    ".tb2", ".tbz", ".tbz2", ".tgz", ".tlz", ".txz", ".tz", ".tz2", ".tzst",
)  # fmt: skip
"""How the names of tar archives end, in lower case."""
