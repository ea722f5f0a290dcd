pools = {
  small = {
    vm_size = "Standard_A1"
    auto_scale = {
      evaluation_interval = "PT15M"
      formula = <<EOF
$TargetDedicatedNodes = 0;
EOF
    }
  }
}
