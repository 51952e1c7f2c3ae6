// Makes the metadata of a SAML identity provider, or a response of it. Usage: node saml.cjs metadata KEY CERTIFICATE, or
// node saml.cjs response KEY CERTIFICATE ROLE_ARN PROVIDER_ARN MODE; MODE is assertion or message: what is signed.
const { readFileSync } = require('node:fs');
const saml = require('samlify');

saml.setSchemaValidator({ validate: () => Promise.resolve('valid') });
const [action, key, certificate, role, provider, mode] = process.argv.slice(2);
const attributes = {
    'https://aws.amazon.com/SAML/Attributes/Role': `${role},${provider}`,
    'https://aws.amazon.com/SAML/Attributes/RoleSessionName': 'alice@example.com',
};
const idp = saml.IdentityProvider({
    entityID: 'https://samlify.example.com/metadata',
    signingCert: readFileSync(certificate),
    privateKey: readFileSync(key),
    isAssertionEncrypted: false,
    messageSigningOrder: 'sign-then-encrypt',
    requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    nameIDFormat: ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'],
    singleSignOnService: [{ Binding: saml.Constants.namespace.binding.post, Location: 'https://samlify.example.com/sso' }],
    loginResponseTemplate: {
        context: saml.SamlLib.defaultLoginResponseTemplate.context,
        attributes: Object.keys(attributes).map((name, i) => ({
            name,
            valueTag: `value${i}`,
            nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
            valueXsiType: 'xs:string',
        })),
    },
});

function response() {
    const recipient = 'https://signin.aws.amazon.com/saml';
    const sp = saml.ServiceProvider({
        entityID: 'urn:amazon:webservices',
        wantAssertionsSigned: mode === 'assertion',
        wantMessageSigned: mode === 'message',
        assertionConsumerService: [{ Binding: saml.Constants.namespace.binding.post, Location: recipient }],
    });
    const now = new Date();
    const end = new Date(now.getTime() + 300_000).toISOString();
    return idp.createLoginResponse(sp, {}, 'post', { email: 'alice' }, (template) => {
        const id = () => '_' + require('node:crypto').randomUUID();
        const values = {
            ID: id(),
            AssertionID: id(),
            Destination: recipient,
            Audience: 'urn:amazon:webservices',
            EntityID: 'urn:amazon:webservices',
            SubjectRecipient: recipient,
            Issuer: 'https://samlify.example.com/metadata',
            IssueInstant: now.toISOString(),
            AssertionConsumerServiceURL: recipient,
            StatusCode: 'urn:oasis:names:tc:SAML:2.0:status:Success',
            ConditionsNotBefore: now.toISOString(),
            ConditionsNotOnOrAfter: end,
            SubjectConfirmationDataNotOnOrAfter: end,
            NameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
            NameID: 'alice',
            InResponseTo: '',
            AuthnStatement: '',
        };
        Object.values(attributes).forEach((value, i) => {
            values[`attrValue${i}`] = value;
        });
        return { id: values.ID, context: saml.SamlLib.replaceTagsByValue(template, values) };
    });
}

(async () => console.log(action === 'metadata' ? idp.getMetadata() : (await response()).context))();
