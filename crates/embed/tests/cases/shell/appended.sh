formula='$a = 1;'
formula+="\$b = $N;"
if [ "$N" -gt 3 ]; then
  formula+='$c = 3;'
fi
formula="${formula}\$d = 4;"
export AUTO_SCALE_FORMULA='$e = 5;'
az batch pool autoscale enable --pool-id a --auto-scale-formula "$formula"
