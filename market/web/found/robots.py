"""What search engines leave alone: what is somebody's, and what only says the same in another order."""

# Of one of these and all below it; a good whose name begins alike is another address.
_PRIVATE = (
    "acts", "basket", "checkout", "checkouts", "counter", "deliver-to", "demo", "healthz", "kit", "me", "metrics",
    "office", "orders", "readyz", "search", "shop", "sign-in", "sign-out", "t", "team", "webhooks",
)  # fmt: skip


def robots(root: str) -> str:
    kept = [f"Disallow: /{path}{end}" for path in _PRIVATE for end in ("$", "/", "?")]
    lines = [
        "User-agent: *",
        *kept,
        "Disallow: /api/",
        "Allow: /api/v1/products/*/photos/",
        "Disallow: /*?*cursor=",
        "",
        f"Sitemap: {root}/sitemap.xml",
    ]
    return "\n".join(lines) + "\n"
