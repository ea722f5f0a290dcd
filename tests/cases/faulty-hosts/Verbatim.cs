class Pools
{
    void Create(CloudPool pool)
    {
        pool.AutoScaleEnabled = true;
        pool.AutoScaleFormula = @"
            startTime = time(""2021-13-01T00:00:00Z"");
            $TargetDedicatedNodes = time() > startTime ? 2 : 0;
            $NodeDeallocationOption = taskcompletion;";
        pool.Commit();
    }
}
