resource "azapi_resource" "pool" {
  type      = "Microsoft.Batch/batchAccounts/pools@2024-07-01"
  name      = "solve"
  parent_id = azurerm_batch_account.batch.id

  body = {
    properties = {
      vmSize           = "STANDARD_D4S_V3"
      taskSlotsPerNode = 2

      deploymentConfiguration = {
        virtualMachineConfiguration = {
          imageReference = {
            publisher = "microsoft-dsvm"
            offer     = "ubuntu-hpc"
            sku       = "2204"
            version   = "latest"
          }
          nodeAgentSkuId = "batch.node.ubuntu 22.04"
        }
      }

      startTask = {
        commandLine = "/bin/bash -c 'pip install numpy'"
      }

      scaleSettings = {
        autoScale = {
          evaluationInterval = "PT5M"
          formula            = "$TargetDedicatedNodes = 2; $NodeDeallocationOption = taskcompletion;"
        }
      }
    }
  }
}
