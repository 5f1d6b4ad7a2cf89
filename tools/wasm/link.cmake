# samgen.js: files are in memory, for pages and for the functions of the npm package; its command puts those of the system in
# their place.
target_link_options(samgen_cli PRIVATE -O2 -sMODULARIZE=1 -sEXPORT_NAME=samgen -sINVOKE_RUN=0 -sEXIT_RUNTIME=1
    -sFORCE_FILESYSTEM=1 -sALLOW_MEMORY_GROWTH=1 -sTOTAL_STACK=8388608 -sDYNAMIC_EXECUTION=0
    -sNODEJS_CATCH_EXIT=0 -sNODEJS_CATCH_REJECTION=0 -sENVIRONMENT=web,worker,node
    -sEXPORTED_RUNTIME_METHODS=[FS,ENV,callMain])
