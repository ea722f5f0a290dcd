resource "azurerm_batch_pool" "containers" {
  name                     = "containers"
  resource_group_name      = "rg"
  account_name             = "acct"
  vm_size                  = "STANDARD_D8S_V3"
  node_agent_sku_id        = "batch.node.ubuntu 22.04"
  inter_node_communication = "Disabled"

  auto_scale {
    formula = "$TargetDedicatedNodes = 4; $NodeDeallocationOption = taskcompletion;"
  }

  storage_image_reference {
    publisher = "microsoft-dsvm"
    offer     = "ubuntu-hpc"
    sku       = "2204"
    version   = "latest"
  }

  container_configuration {
    type                  = "DockerCompatible"
    container_image_names = ["fx.azurecr.io/solver:3", "python:3.12-slim"]

    container_registries {
      registry_server           = "fx.azurecr.io"
      user_assigned_identity_id = azurerm_user_assigned_identity.batch.id
    }
  }

  start_task {
    command_line = "/bin/bash -c 'nvidia-smi || true'"

    user_identity {
      auto_user {
        scope = "Pool"
      }
    }
  }

  mount {
    nfs_mount {
      source              = "10.0.0.4:/vol"
      relative_mount_path = "vol"
    }
  }
}
