#!/bin/sh
az batch pool create --json-file /dev/stdin <<JSON
{
  "id": "pool-$STAGE",
  "vmSize": "$SIZE",
  "virtualMachineConfiguration": {
    "imageReference": { "publisher": "canonical", "offer": "$OFFER" },
    "nodeAgentSKUId": "batch.node.ubuntu 22.04",
    "dataDisks": [{ "lun": 0, "diskSizeGB": 64 }]
  },
  "autoScaleFormula": "\$TargetDedicatedNodes = 1;"
}
JSON
