#!/bin/sh
# The top of the tree holds these and dotfiles, nothing else: what does not fit has a better place below.
allowed='CMakeLists.txt|CMakePresets.json|README.md|README.ja.md|CHANGELOG.md|LICENSE|action.yml'
allowed="$allowed|src|include|templates|tests|samples|tools|docs|editors|npm|playground|\..*"
found=$(tools/list-files | cut -d/ -f1 | sort -u | grep -vxE "$allowed")
[ -z "$found" ] && exit 0
echo "not allowed at the top of the tree:"
echo "$found"
exit 1
