# Sivujen sanat: valikot, liukusäätimet, näkymän tilat.
