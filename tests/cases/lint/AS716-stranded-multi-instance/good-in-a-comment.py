# A pool for tasks without multi_instance_settings.
pool = batchmodels.PoolAddParameter(
    id="render",
    vm_size="STANDARD_D2S_V3",
    target_dedicated_nodes=4,
    enable_inter_node_communication=False,
)
