// Uploads with forms that the SDK signs; prints the statuses of one that fits its policy and one that does not, and what is there.
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';

const s3 = new S3Client();
const Bucket = process.env.BUCKET,
    Key = 'form/js';

async function post(data) {
    const { url, fields } = await createPresignedPost(s3, {
        Bucket,
        Key,
        Conditions: [
            ['starts-with', '$Content-Type', 'text/'],
            ['content-length-range', 1, 100],
        ],
        Fields: { 'Content-Type': data.type },
    });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', data, 'file');
    return (await fetch(url, { method: 'POST', body: form })).status;
}

const statuses = [await post(new Blob(['hello'], { type: 'text/plain' })), await post(new Blob(['hello'], { type: 'image/png' }))];
const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
console.log(...statuses, await got.Body.transformToString());
