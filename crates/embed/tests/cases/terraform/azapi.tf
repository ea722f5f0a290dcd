resource "azapi_resource" "pool" {
  type      = "Microsoft.Batch/batchAccounts/pools@2024-07-01"
  name      = "pool"
  parent_id = azurerm_batch_account.this.id
  body = jsonencode({
    properties = {
      vmSize           = "STANDARD_D2S_V3"
      taskSlotsPerNode = 4
      scaleSettings = {
        autoScale = {
          evaluationInterval = "PT5M"
          formula            = "$TargetDedicatedNodes = $TaskSlotsPerNode;"
        }
      }
    }
  })
}
