import azure.batch.models as batchmodels

FORMULA = """
w = TimeInterval_Minute * 5;
tasks = $PendingTasks.GetSamplePercent(w) < 70 ? 0 : max(0, $PendingTasks.GetSample(w));
$TargetDedicatedNodes = tasks;
$NodeDeallocationOption = taskcompletion;
"""

pool = batchmodels.PoolAddParameter(
    id="sims",
    vm_size="standard_d2s_v3",
    enable_auto_scale=True,
    auto_scale_formula=FORMULA,
)
