"""Units, fields and agencies as one province has them."""

from __future__ import annotations

import pytest

from bot.domain.fields import Agencies, Agency
from bot.domain.levels import is_above
from bot.domain.units import Unit, Units, without_kind

ROOT = Unit(code="06", name="Tỉnh A", kind="tỉnh", level="province")
DISTRICT = Unit(code="066", name="Huyện B", kind="huyện", level="district", parent="06")
COMMUNE = Unit(code="02143", name="Xã C", kind="xã", level="commune", parent="066")
OTHER = Unit(code="02144", name="Xã D", kind="xã", level="commune", parent="066")


def test_levels_have_an_order() -> None:
    assert is_above("province", "commune")
    assert not is_above("commune", "district")
    assert not is_above("district", "district")


def test_the_tree() -> None:
    units = Units([COMMUNE, ROOT, DISTRICT, OTHER])
    assert units.root is ROOT
    assert units.chain("02143") == (COMMUNE, DISTRICT, ROOT)
    assert units.within("02143", "06")
    assert units.within("02143", "02143")
    assert not units.within("066", "02143")
    assert not units.within("unknown", "06")
    assert units.children("066") == (COMMUNE, OTHER)
    assert units.communes("06") == (COMMUNE, OTHER)
    assert units.communes("02143") == (COMMUNE,)
    assert units.find("nothing") is None
    assert "066" in units
    assert len(units) == 4
    assert units.all("district") == (DISTRICT,)


@pytest.mark.parametrize(
    "wrong",
    [
        [ROOT, ROOT],
        [ROOT, COMMUNE],
        [DISTRICT, COMMUNE],
        [ROOT, Unit(code="07", name="Tỉnh X", kind="tỉnh", level="province")],
        [
            ROOT,
            Unit(code="1", name="A", kind="xã", level="commune", parent="2"),
            Unit(code="2", name="B", kind="xã", level="commune", parent="1"),
        ],
        [],
    ],
)
def test_a_tree_that_is_none_is_refused(wrong: list[Unit]) -> None:
    with pytest.raises(ValueError, match=r"stands twice|parent|one root"):
        Units(wrong)


@pytest.mark.parametrize(
    ("name", "kind", "short"),
    [("Xã Na Rì", "xã", "Na Rì"), ("Thành Phố Bắc Kạn", "thành phố", "Bắc Kạn"), ("Xã", "xã", "Xã"), ("Xãm Lê", "xã", "Xãm Lê")],
)
def test_the_kind_is_taken_off_whatever_its_case(name: str, kind: str, short: str) -> None:
    assert without_kind(name, kind) == short


def test_the_nearest_agency_leads() -> None:
    units = Units([ROOT, DISTRICT, COMMUNE, OTHER])
    own = Agency(code="02143.a", name="A", level="commune", unit="02143", kind="office", fields=("dien",))
    above = Agency(code="06.b", name="B", level="province", unit="06", kind="department", fields=("dien", "nuoc"))
    agencies = Agencies([above, own], units)
    assert agencies.lead("dien", "02143") == own
    assert agencies.lead("dien", "02144") == above
    assert agencies.lead("nuoc", "02143") == above
    assert agencies.lead("khac", "02143") is None
    assert agencies.of("02143") == (own, above)
    assert agencies.own("066") == ()
    assert agencies.get("06.b") is above
    assert agencies.find("06.c") is None


def test_two_leads_of_one_field_are_refused() -> None:
    units = Units([ROOT])
    twins = [Agency(code=f"06.{x}", name=x, level="province", unit="06", kind="office", fields=("dien",)) for x in "ab"]
    with pytest.raises(ValueError, match="both lead dien"):
        Agencies(twins, units)
    with pytest.raises(ValueError, match="stands twice"):
        Agencies([twins[0], twins[0]], units)
