"""Registries and the web page that each has for an image.

Sources: the addresses that hub.docker.com, github.com, mcr.microsoft.com, quay.io, gallery.ecr.aws, gcr.io,
console.cloud.google.com, gitlab.com, catalog.ngc.nvidia.com, images.chainguard.dev and www.docker.elastic.co show for
images of their own, as of 2026-11.
"""

from __future__ import annotations

from typing import NamedTuple


class Page(NamedTuple):
    """A page about an image, and the name of the site that has it."""

    url: str
    site: str


def page_of(domain: str, path: str) -> Page | None:
    """The page about the image at `path` of the registry `domain`; `None` where none is known.

    `path` is as the registry has it: an official image of Docker Hub lies below "library/".
    """
    parts = path.split("/")
    match domain, parts:
        case "docker.io", ["library", name]:
            return Page(f"https://hub.docker.com/_/{name}/", "Docker Hub")
        case "docker.io", [owner, name]:
            return Page(f"https://hub.docker.com/r/{owner}/{name}/", "Docker Hub")
        case "dhi.io", [name]:
            return Page(f"https://hub.docker.com/hardened-images/catalog/dhi/{name}", "Docker Hub")
        case "ghcr.io", [owner, name]:
            return Page(f"https://github.com/{owner}/{name}/pkgs/container/{name}", "GitHub")
        case "ghcr.io", [owner, repository, *rest] if rest:
            package = "%2F".join((repository, *rest))
            return Page(f"https://github.com/{owner}/{repository}/pkgs/container/{package}", "GitHub")
        case "mcr.microsoft.com", _:
            return Page(f"https://mcr.microsoft.com/artifact/mar/{path}", "Microsoft Artifact Registry")
        case "quay.io", [_, _]:
            return Page(f"https://quay.io/repository/{path}", "Quay")
        case "public.ecr.aws", [_, _, *_]:
            return Page(f"https://gallery.ecr.aws/{path}", "Amazon ECR Public Gallery")
        case "registry.gitlab.com", [_, _]:
            return Page(f"https://gitlab.com/{path}/container_registry", "GitLab")
        case "nvcr.io", [organization, name]:
            return Page(f"https://catalog.ngc.nvidia.com/orgs/{organization}/containers/{name}", "NVIDIA NGC")
        case "nvcr.io", [organization, team, name]:
            where = f"orgs/{organization}/teams/{team}/containers/{name}"
            return Page(f"https://catalog.ngc.nvidia.com/{where}", "NVIDIA NGC")
        case "cgr.dev", ["chainguard", name]:
            return Page(f"https://images.chainguard.dev/directory/image/{name}/overview", "Chainguard")
        case "docker.elastic.co", [_, _]:
            return Page(f"https://www.docker.elastic.co/r/{path}", "Elastic")
    if (domain == "gcr.io" or domain.endswith(".gcr.io")) and len(parts) > 1:
        return Page(f"https://{domain}/{path}", "Google Container Registry")
    location = domain.removesuffix("-docker.pkg.dev")
    if location != domain and len(parts) > 2:
        project, repository, image = parts[0], parts[1], "%2F".join(parts[2:])
        where = f"{project}/{location}/{repository}/{image}"
        return Page(f"https://console.cloud.google.com/artifacts/docker/{where}", "Google Artifact Registry")
    return None
