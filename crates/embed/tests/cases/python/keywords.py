"""Pools. $TargetDedicatedNodes = 1; in prose is no formula."""
from azure.batch import models


def main(count, vm_size):
    pool = models.PoolAddParameter(
        id="render",
        vm_size="standard_d2_v3",
        task_slots_per_node=4,
        enable_auto_scale=True,
        auto_scale_evaluation_interval=datetime.timedelta(minutes=5),
        auto_scale_formula="$TargetDedicatedNodes = 3;\n$x = \"a\";",
    )
    pool.auto_scale_formula = f"""$n = {count};
$TargetDedicatedNodes = min({limits["cap"]:>3}, $n); // {{braces}}
"""
    client.pool.enable_auto_scale("p", auto_scale_formula=None)
    return models.AutoScaleSettings(formula='$TargetDedicatedNodes = 0;')
