pool = batchmodels.PoolAddParameter(
    id="mpi",
    vm_size="STANDARD_HB120RS_V3",
    target_dedicated_nodes=4,
    enable_inter_node_communication=False,
)

task = batchmodels.TaskAddParameter(
    id="solve",
    command_line="mpirun solve",
    multi_instance_settings=batchmodels.MultiInstanceSettings(
        number_of_instances=4,
        coordination_command_line="start-daemons",
    ),
)
