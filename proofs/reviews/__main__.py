"""`python -m proofs.reviews`: what each way of ranking is worth, by seed."""

import sys

from proofs.reviews import market_of_buyers, ranking

ORDERS, SHOPS, SEEDS = 100_000, 4_000, (1, 2, 3, 4, 5)


def main() -> None:
    sys.stdout.write(f"{ORDERS} orders, {SHOPS} shops: mean distance from the true rank, in % of all shops\n")
    for seed in SEEDS:
        shops = market_of_buyers.told(orders=ORDERS, shops=SHOPS, seed=seed)
        ways = (("raw mean", ranking.raw_mean), ("score", ranking.scored(shops)))
        for name, way in ways:
            three, every = ranking.error(shops, way), ranking.error(shops, way, voices=None)
            near = ranking.within(shops, way, 0.1)
            sys.stdout.write(
                f"  seed {seed}  {name:9} three voices {three:6.1%}  all {every:6.1%}  within a tenth {near:6.1%}\n"
            )


if __name__ == "__main__":
    main()
