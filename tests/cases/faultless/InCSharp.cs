class Pools
{
    async Task EnableAsync(BatchClient client, string id, int most)
    {
        await client.PoolOperations.EnableAutoScaleAsync(
            id,
            autoscaleFormula: $@"
                w = TimeInterval_Minute * 5;
                n = $PendingTasks.GetSamplePercent(w) < 70 ? 0 : max(0, $PendingTasks.GetSample(w));
                $TargetDedicatedNodes = min({most}, n);
                $NodeDeallocationOption = taskcompletion;");
    }
}
