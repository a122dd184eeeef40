"""`doithoai check`: everything that is wrong with the configuration, at once."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.channels import advice, named
from bot.cli.endings import BAD_DATA, CONFIGURATION


@click.command()
def command() -> None:
    """Check settings, the key, the province's files, its office and rules, and every sentence.

    Each problem is printed with its file and line. Exits 78 for settings, 65 for data files."""
    settings_wrong, data_wrong, told = examine()
    for line in told:
        click.echo(line)
    for line in (*settings_wrong, *data_wrong):
        click.echo(line, err=True)
    if settings_wrong or data_wrong:
        raise click.exceptions.Exit(CONFIGURATION if settings_wrong else BAD_DATA)


def examine() -> tuple[list[str], list[str], list[str]]:
    """(problems of settings, problems of data files, what is well)."""
    from bot.wording.catalogue import Catalogue, CatalogueBroken
    from config.errors import ConfigurationError
    from config.registers import load_province, province_folder
    from config.settings import check_office, load_settings

    wrong: list[str] = []
    data: list[str] = []
    told: list[str] = []
    try:
        Catalogue(Path(__file__).parent.parent.parent / "config" / "locale", strict=True)
        told.append("sentences: complete")
    except CatalogueBroken as why:
        data += why.problems
    try:
        settings = load_settings()
        folder = province_folder(settings.province)
    except ConfigurationError as why:
        return [*wrong, *why.problems], data, told
    told += [f"channels: {named(settings)}", *(f"advice: {one}" for one in advice(settings))]
    wrong += _key(settings.key_file, settings.home / "doithoai.db", told)
    try:
        province = load_province(folder, settings.home)
    except ConfigurationError as why:
        return wrong, [*data, *why.problems], told
    told.append(f"province: {province.name}, {len(province.units)} units, {len(province.agencies)} agencies")
    try:
        check_office(settings, province)
        sample = " (a sample: fill in office.toml before you face the public)" if province.office.sample else ""
        told.append(f"office: {province.office.body}{sample}")
    except ConfigurationError as why:
        wrong += why.problems
    return wrong, data, told


def _key(path: Path, database: Path, told: list[str]) -> list[str]:
    from storage import keys

    if not path.exists() and not database.exists():
        told.append(f"key: {path} will be made on the first run; keep a copy of it elsewhere")
        return []
    try:
        keys.load(path)
    except keys.BadKeyFile as why:
        return [str(why)]
    told.append(f"key: {path}; without it the database is lost, so keep a copy elsewhere")
    return []
