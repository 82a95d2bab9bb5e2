"""Which commune of now a row means: by code or name, of now or of before 1 July 2025, within one province. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from market.imports.spelling import as_typed
from market.places import data
from market.places.spelling import bare, words
from market.text import fold

_PARTS = re.compile(r"\s*[,;\n–]\s*|\s+-\s+")
_VILLAGE_KINDS = {"thon", "ban", "xom", "khu", "khoi", "to", "duong", "pho", "so", "lang"}


class Written(NamedTuple):
    """A place as a row writes it."""

    code: str = ""
    commune: str = ""
    district: str = ""
    village: str = ""


class Found(NamedTuple):
    """The code of now, or None; and what was broken: a rule, with what stood there after "="."""

    code: str | None
    findings: tuple[str, ...] = ()


class _Former(NamedTuple):
    code: str
    kind: str
    district: str
    now: tuple[str, ...]


class Communes:
    """The communes of one province, of now and of then. About 300 names; each look-up is remembered."""

    def __init__(self, province_code: str) -> None:
        self._now = {fact.code: fact.name for fact in data.communes() if fact.province_code == province_code}
        self._named: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for code, name in self._now.items():
            self._named[_plain(name)].append((code, bare(name)[0]))
        self._then: dict[str, list[_Former]] = defaultdict(list)
        self._then_by_code: dict[str, _Former] = {}
        for fact in data.former_communes():
            if self._now.keys() & set(fact.now):
                former = _Former(fact.code, bare(fact.name)[0], _plain(fact.district), fact.now)
                self._then[_plain(fact.name)].append(former)
                self._then_by_code[fact.code] = former
        self.find = lru_cache(maxsize=20_000)(self._find)

    def _find(self, written: Written) -> Found:
        if not written.commune and not written.code:
            return Found(None, ("commune-missing",))
        if not written.commune:
            return self._by_code(written.code)
        found = self._by_name(written)
        if written.code and found.code is not None and self._disagrees(written.code, found.code):
            return Found(None, (f"commune-disagrees={written.code} {written.commune}",))
        return found

    def _by_code(self, code: str) -> Found:
        padded = code.zfill(5)
        if padded in self._now:
            return Found(padded)
        former = self._then_by_code.get(padded)
        return self._became([former] if former else [], code, "commune-old-code")

    def _by_name(self, written: Written) -> Found:
        kind, name = bare(written.commune)
        plain = _plain(name)
        now = [code for code, its_kind in self._named.get(plain, ()) if not kind or its_kind == kind]
        then = [former for former in self._then.get(plain, ()) if not kind or former.kind == kind]
        if written.district:
            # Districts ended with the old communes: who writes one means one of then, unless there was none.
            in_district = [former for former in then if former.district == _plain(written.district)]
            then = in_district or then
            if in_district:
                return self._became(in_district, written.commune, "commune-old-name")
        if len(now) == 1:
            return Found(now[0])
        return self._became(then, written.commune, "commune-old-name")

    def _became(self, formers: Iterable[_Former], text: str, rule: str) -> Found:
        now = {code for former in formers for code in former.now if code in self._now}
        if len(now) == 1:
            (code,) = now
            return Found(code, () if self._same_name(code, text) else (rule,))
        if not now:
            return Found(None, (f"commune-unknown={text}",))
        return Found(None, ("commune-several=" + ", ".join(sorted(self._now[code] for code in now)),))

    def _same_name(self, code: str, text: str) -> bool:
        return _plain(self._now[code]) == _plain(text)

    def _disagrees(self, written: str, found: str) -> bool:
        """A code may be of now, or of a commune of then that became what the name says."""
        padded = written.zfill(5)
        former = self._then_by_code.get(padded)
        return padded != found and (former is None or found not in former.now)


@lru_cache(maxsize=4)
def communes_of(province_code: str) -> Communes:
    return Communes(province_code)


def code_in(text: str) -> str:
    """The code in "6463", "06463.0" or "06463 - Chi Lăng"; digits in any other number are as they stand."""
    typed = re.sub(r"[.,]0+$", "", as_typed(text))
    found = re.fullmatch(r"([0-9]{3,5})(?:[^0-9.,Ee][^0-9]*)?", typed)
    return found[1] if found else typed


def parsed_address(address: str) -> Written:
    """The parts of an address written in one cell: "Thôn Đồng Đĩnh, xã Quang Lang, huyện Chi Lăng"."""
    parts = [part for part in _PARTS.split(address) if part]
    village = commune = district = ""
    for part in parts:
        head = (words(part).folded or ("",))[0]
        kind = bare(part)[0]
        if kind == "above":
            district = district or part
        elif kind:
            commune = commune or part
        elif head in _VILLAGE_KINDS or not village:
            village = part if head in _VILLAGE_KINDS or not village else village
        elif not commune:
            commune = part
    return Written(commune=commune, district=district, village=village)


def _plain(name: str) -> str:
    return fold(bare(name)[1])
