"""What the tests of the presentation share: three enterprises of Lotus Bay, each on its day."""

LOTUS_BAY_DAYS = {"grower": "2026-03-02", "trader": "2026-03-02", "broker": "2024-12-31"}
"""Nearly all applies to the grower; much is open of the trader; the broker gets little."""


def of_lotus_bay(name: str) -> tuple[str, ...]:
    """Return the words that name an enterprise, its day and the catalogue, from the checkout."""
    catalogue = ("--catalogue", "tests/fixtures/catalogue.toml")
    return (f"tests/fixtures/{name}.toml", *catalogue, "--on", LOTUS_BAY_DAYS[name])
