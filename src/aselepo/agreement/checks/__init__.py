"""Static checks by subject: names, time, articles, counts and guarantees, sources, geometry."""
