import boto3
s3 = boto3.client('s3')
photo = {'S3Object': {'Bucket': 'photos', 'Name': 'a.jpg'}}

def objects():
    s3.copy_object(Bucket='to', Key='k', CopySource='from/k', TaggingDirective='COPY', Tagging='a=b')
    s3.copy_object(Bucket='to', Key='k', CopySource={'Bucket': 'from', 'Key': 'k', 'VersionId': '1'})
    s3.upload_part_copy(Bucket='to', Key='k', CopySource='/from2/k')
    s3.get_object(Bucket='read', Key='k', VersionId='1')
    s3.head_object(Bucket='read', Key='k', VersionId='1')
    s3.delete_object(Bucket='gone', Key='k', VersionId='1')
    s3.delete_objects(Bucket='gone', Delete={'Objects': [{'Key': 'k', 'VersionId': '1'}]})
    s3.put_object(Bucket='written', Key='k', ACL='public-read', Tagging='a=b')
    s3.create_multipart_upload(Bucket='written', Key='k', ACL='public-read')
    s3.create_multipart_upload(Bucket='tagged', Key='k', Tagging='a=b')
    s3.copy_object(Bucket='to2', Key='k', CopySource='from/k', ACL='public-read')

def tables():
    boto3.client('dynamodb').transact_write_items(TransactItems=[
        {'Put': {'TableName': 'put'}}, {'Update': {'TableName': 'update'}}, {'Delete': {'TableName': 'delete'}},
        {'ConditionCheck': {'TableName': 'check'}}])
    boto3.client('dynamodb').execute_statement(Statement='UPDATE "changed" SET a = 1')

def pictures():
    rekognition = boto3.client('rekognition')
    textract = boto3.client('textract')
    rekognition.detect_labels(Image=photo)
    rekognition.compare_faces(SourceImage={'S3Object': {'Bucket': 'source', 'Name': 's'}}, TargetImage={'S3Object': {'Bucket': 'target', 'Name': 't'}})
    rekognition.start_label_detection(Video={'S3Object': {'Bucket': 'videos', 'Name': 'v'}})
    textract.analyze_document(Document={'S3Object': {'Bucket': 'documents', 'Name': 'd'}})
    textract.analyze_id(DocumentPages=[{'S3Object': {'Bucket': 'cards', 'Name': 'c'}}])
    textract.start_document_analysis(DocumentLocation={'S3Object': {'Bucket': 'documents2', 'Name': 'd'}},
                                     OutputConfig={'S3Bucket': 'texts'}, NotificationChannel={'RoleArn': 'arn:aws:iam::123456789012:role/notify'})
    transcribe = boto3.client('transcribe')
    transcribe.start_transcription_job(Media={'MediaFileUri': 's3://spoken/a.mp3'}, OutputBucketName='written2')
    transcribe.start_transcription_job(Media={'MediaFileUri': 'https://s3.eu-west-1.amazonaws.com/spoken2/a.mp3'})
    transcribe.start_medical_transcription_job(Media={'MediaFileUri': 'https://s3.amazonaws.com/' + 'spoken3' + '/a.mp3'}, OutputBucketName='written3')

def texts():
    translate = boto3.client('translate')
    translate.translate_text(Text='x', SourceLanguageCode='auto', TargetLanguageCode='de')
    translate.translate_text(Text='x', SourceLanguageCode='en', TargetLanguageCode='de')
    translate.translate_document(SourceLanguageCode='auto')

def data():
    redshift = boto3.client('redshift-data')
    redshift.execute_statement(ClusterIdentifier='c', DbUser='u', Sql='select 1')
    redshift.batch_execute_statement(ClusterIdentifier='c', DbUser='u2', Sqls=[])
    redshift.execute_statement(SecretArn='arn:aws:secretsmanager:eu-west-1:123456789012:secret:db3-abcdef', Sql='select 1')
    redshift.batch_execute_statement(SecretArn='arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-abcdef', Sqls=[])
    boto3.client('rds-data').execute_statement(resourceArn='arn:aws:rds:eu-west-1:123456789012:cluster:c',
                                               secretArn='arn:aws:secretsmanager:eu-west-1:123456789012:secret:db2-abcdef', sql='select 1')
    athena = boto3.client('athena')
    athena.start_query_execution(QueryString='x', WorkGroup='primary', ResultConfiguration={'OutputLocation': 's3://results/a'})
    athena.get_query_results(QueryExecutionId='x')

def roles():
    boto3.client('scheduler').create_schedule(Name='s', Target={'RoleArn': 'arn:aws:iam::123456789012:role/schedule'})
    boto3.client('batch').register_job_definition(containerProperties={'jobRoleArn': 'arn:aws:iam::123456789012:role/job'})
    boto3.client('ecs').register_task_definition(executionRoleArn='arn:aws:iam::123456789012:role/task')
    boto3.client('iot').create_role_alias(roleArn='arn:aws:iam::123456789012:role/alias')
    boto3.client('scheduler').update_schedule(Name='s', Target={'RoleArn': 'arn:aws:iam::123456789012:role/schedule2'})
    boto3.client('ecs').run_task(taskDefinition='t', cluster='c', overrides={'executionRoleArn': 'arn:aws:iam::123456789012:role/run'})
    boto3.client('events').put_targets(Rule='r', Targets=[{'Id': 't', 'Arn': 'a', 'RoleArn': 'arn:aws:iam::123456789012:role/target'}])
    boto3.client('ecs').run_task(taskDefinition='t', cluster='c', volumeConfigurations=[
        {'name': 'v', 'managedEBSVolume': {'roleArn': 'arn:aws:iam::123456789012:role/volume'}}])
    boto3.client('omics').start_run(roleArn='arn:aws:iam::123456789012:role/start')
    boto3.client('iot').update_role_alias(roleAlias='a', roleArn='arn:aws:iam::123456789012:role/alias2')
    boto3.client('logs').put_subscription_filter(logGroupName='l', roleArn='arn:aws:iam::123456789012:role/filter')
    boto3.client('iotfleetwise').register_account(iamResources={'roleArn': 'arn:aws:iam::123456789012:role/register'})
    boto3.client('lambda').create_function(FunctionName='f', Role='arn:aws:iam::123456789012:role/function')
    boto3.client('lambda').update_function_configuration(FunctionName='f', Role='arn:aws:iam::123456789012:role/function')
    boto3.client('ecs').run_task(taskDefinition='t', cluster='c')
    boto3.client('ecs').start_task(taskDefinition='t', cluster='c', containerInstances=[])
    ec2 = boto3.client('ec2')
    ec2.associate_iam_instance_profile(InstanceId='i-1', IamInstanceProfile={'Name': 'p'})
    ec2.replace_iam_instance_profile_association(AssociationId='a', IamInstanceProfile={'Name': 'p'})
    ec2.run_instances(IamInstanceProfile={'Name': 'p'})

def answers():
    agent = boto3.client('bedrock-agent-runtime')
    base = {'knowledgeBaseId': 'BASE123456', 'modelArn': 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0'}
    agent.retrieve_and_generate(input={}, retrieveAndGenerateConfiguration={'knowledgeBaseConfiguration': base})
    agent.retrieve_and_generate_stream(input={}, retrieveAndGenerateConfiguration={'knowledgeBaseConfiguration': base})
    boto3.client('rds').copy_db_snapshot(SourceDBSnapshotIdentifier='a', TargetDBSnapshotIdentifier='b', Tags=[])
    boto3.client('rds').create_db_snapshot(DBSnapshotIdentifier='a', DBInstanceIdentifier='b', Tags=[])
    boto3.client('rds').restore_db_instance_from_db_snapshot(DBInstanceIdentifier='a', DBSnapshotIdentifier='b', Tags=[])
    boto3.client('timestream-query').query(QueryString='select 1')
    boto3.client('timestream-write').write_records(DatabaseName='d', TableName='t', Records=[])
    boto3.client('ses').send_email(Source='Shop <shop@example.com>')

def handler(event, context):
    objects()
    tables()
    pictures()
    texts()
    data()
    roles()
    answers()
