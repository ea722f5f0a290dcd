variable "nodes" {
  type    = number
  default = 25
}

resource "azurerm_batch_pool" "scaled" {
  name                = "simulate"
  resource_group_name = var.resource_group
  account_name        = var.account
  vm_size             = var.vm_size
  node_agent_sku_id   = "batch.node.el 9"
  max_tasks_per_node  = var.slots

  auto_scale {
    evaluation_interval = "PT5M"

    formula = <<-EOF
      $samples = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 15);
      $tasks = $samples < 70 ? max(0, $PendingTasks.GetSample(1)) : avg($PendingTasks.GetSample(TimeInterval_Minute * 15));
      $TargetDedicatedNodes = min(${var.nodes}, $tasks);
      $NodeDeallocationOption = taskcompletion;
    EOF
  }

  storage_image_reference {
    publisher = "almalinux"
    offer     = "almalinux-x86_64"
    sku       = "9-gen2"
    version   = "latest"
  }

  network_configuration {
    subnet_id                        = azurerm_subnet.batch.id
    public_address_provisioning_type = "NoPublicIPAddresses"
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.batch.id]
  }
}
