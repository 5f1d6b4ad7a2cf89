    {
        key: 'aws:RequestTag/${TagKey}',
        category: 'request',
        type: 'String',
    },
    {
        key: 'aws:ResourceTag/${TagKey}',
        category: 'request',
        type: 'String',
    },
    {
        key: 'aws:TagKeys',
        category: 'request',
        type: 'ArrayOfString',
    },
