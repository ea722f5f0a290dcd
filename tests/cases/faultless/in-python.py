from azure.batch import models


def pool(pool_id: str, most: int) -> models.PoolAddParameter:
    """A pool that follows its queue."""
    return models.PoolAddParameter(
        id=pool_id,
        vm_size="standard_d2s_v3",
        enable_auto_scale=True,
        auto_scale_evaluation_interval="PT5M",
        auto_scale_formula=(
            "w = TimeInterval_Minute * 5;"
            "n = $PendingTasks.GetSamplePercent(w) < 70 ? 0 : max(0, $PendingTasks.GetSample(w));"
            f"$TargetDedicatedNodes = min({most}, n);"
            "$NodeDeallocationOption = taskcompletion;"
        ),
    )
