// What an application does with the AWS SDK for JavaScript and the credentials of a role: bucket in argv[2], an object outside of
// what the role may read in argv[3].
import {
    CompleteMultipartUploadCommand,
    CopyObjectCommand,
    CreateMultipartUploadCommand,
    DeleteObjectsCommand,
    GetBucketPolicyCommand,
    GetObjectCommand,
    GetObjectTaggingCommand,
    HeadObjectCommand,
    ListObjectVersionsCommand,
    PutBucketPolicyCommand,
    PutBucketVersioningCommand,
    PutObjectCommand,
    S3Client,
    UploadPartCommand,
    paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';

const [, , Bucket, foreign] = process.argv;
const s3 = new S3Client();
const bytes = async (answer) => Buffer.from(await answer.Body.transformToByteArray());
const refused = (code, call) => assert.rejects(call, (error) => error.name === code, code);

// A body of unknown hash goes as a signed stream with a trailing checksum.
const put = await s3.send(
    new PutObjectCommand({ Bucket, Key: 'js/ä b+c', Body: 'hello', Metadata: { colour: 'blue' }, Tagging: 'team=red' }),
);
assert.ok(put.ChecksumCRC32);
const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'js/ä b+c' }));
assert.equal(head.Metadata.colour, 'blue');
assert.equal((await bytes(await s3.send(new GetObjectCommand({ Bucket, Key: 'js/ä b+c', Range: 'bytes=1-3' })))).toString(), 'ell');
assert.equal((await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'js/ä b+c' }))).TagSet[0].Value, 'red');
await refused('NoSuchKey', s3.send(new GetObjectCommand({ Bucket, Key: 'js/none' })));
await refused('PreconditionFailed', s3.send(new PutObjectCommand({ Bucket, Key: 'js/ä b+c', Body: 'again', IfNoneMatch: '*' })));

// Parts, put together, and copied by the server.
const Key = 'js/large';
const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
const parts = [randomBytes(5 << 20), randomBytes(1_000)];
const Parts = [];
for (const [i, Body] of parts.entries()) {
    const part = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: i + 1, Body }));
    Parts.push({ PartNumber: i + 1, ETag: part.ETag });
}
await refused(
    'InvalidPartOrder',
    s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts: [...Parts].reverse() } })),
);
await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
await s3.send(new CopyObjectCommand({ Bucket, Key: 'js/copy', CopySource: `${Bucket}/${Key}` }));
const hash = (data) => createHash('sha256').update(data).digest('hex');
assert.equal(hash(await bytes(await s3.send(new GetObjectCommand({ Bucket, Key: 'js/copy' })))), hash(Buffer.concat(parts)));

// Pages without loss, then all of it gone at once.
const keys = Array.from({ length: 23 }, (_, i) => `js/many/${String(i).padStart(2, '0')}`);
await Promise.all(keys.map((key) => s3.send(new PutObjectCommand({ Bucket, Key: key, Body: 'x' }))));
const listed = [];
for await (const page of paginateListObjectsV2({ client: s3, pageSize: 5 }, { Bucket, Prefix: 'js/many/' }))
    listed.push(...page.Contents.map((object) => object.Key));
assert.deepEqual(listed, keys);
const deleted = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: keys.map((key) => ({ Key: key })) } }));
assert.equal(deleted.Deleted.length, keys.length);

await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
const first = await s3.send(new PutObjectCommand({ Bucket, Key: 'js/versions', Body: 'one' }));
await s3.send(new PutObjectCommand({ Bucket, Key: 'js/versions', Body: 'two' }));
assert.equal((await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'js/versions' }))).Versions.length, 2);
assert.equal(
    (await bytes(await s3.send(new GetObjectCommand({ Bucket, Key: 'js/versions', VersionId: first.VersionId })))).toString(),
    'one',
);

const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/js/closed` }],
});
await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
assert.equal((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy, Policy);
await s3.send(new PutObjectCommand({ Bucket, Key: 'js/closed', Body: 'x' }));
await refused('AccessDenied', s3.send(new GetObjectCommand({ Bucket, Key: 'js/closed' })));
await refused('MalformedPolicy', s3.send(new PutBucketPolicyCommand({ Bucket, Policy: '{}' })));
await refused('AccessDenied', s3.send(new GetObjectCommand({ Bucket: foreign, Key: 'x' })));
console.log('done');
