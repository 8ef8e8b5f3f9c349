"""Who must be convinced: requirement trees, candidates, needs, effort, and the plan that asks least."""
