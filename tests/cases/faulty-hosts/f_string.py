def enable(client, pool_id, limit):
    client.pool.enable_auto_scale(
        pool_id,
        auto_scale_formula=f"maxNodes = {limit}; $TargetDedicatedNodes = min(maxNodes, $CurrentDedicatedNodes) $NodeDeallocationOption = taskcompletion;",
    )
