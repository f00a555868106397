"""The variables that exist without being declared."""

from __future__ import annotations

from dockwright.catalog.variables import (
    PLATFORM_ARGUMENTS,
    PREDEFINED,
    PROXY_ARGUMENTS,
    VariableKind,
    is_proxy_argument,
    predefined,
)


def test_proxies_exist_in_both_cases():
    upper = {"HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY"}
    assert upper | {it.lower() for it in upper} == PROXY_ARGUMENTS
    assert is_proxy_argument("Http_Proxy")
    assert not is_proxy_argument("PROXY")


def test_platform_arguments_are_those_of_buildkit():
    parts = ("PLATFORM", "OS", "OSVERSION", "ARCH", "VARIANT")
    assert {f"{side}{part}" for side in ("TARGET", "BUILD") for part in parts} | {"TARGETSTAGE"} == PLATFORM_ARGUMENTS


def test_only_proxies_need_no_arg_in_a_stage():
    assert {it.name for it in PREDEFINED.values() if not it.needs_arg_in_stage} == PROXY_ARGUMENTS


def test_names_are_case_sensitive():
    assert predefined("TARGETARCH") is not None
    assert predefined("targetarch") is None
    assert predefined("SOURCE_DATE_EPOCH") is PREDEFINED["SOURCE_DATE_EPOCH"]


def test_every_variable_is_explained():
    for it in PREDEFINED.values():
        assert it.doc.endswith(".")
        assert it.example
        assert it.url.startswith("https://docs.docker.com/reference/dockerfile/#")
    assert {it.kind for it in PREDEFINED.values()} == set(VariableKind)
    assert all(it.startswith("BUILDKIT_") for it, v in PREDEFINED.items() if v.kind is VariableKind.BUILDKIT)
