// For every line on standard input, prints who the SDK's default credentials are, and with which access key.
using System.Text.Json;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

var credentials = DefaultAWSCredentialsIdentityResolver.GetCredentials();
using var sts = new AmazonSecurityTokenServiceClient(credentials);
while (await Console.In.ReadLineAsync() is not null)
{
    var identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest());
    var key = (await credentials.GetCredentialsAsync()).AccessKey;
    Console.WriteLine(JsonSerializer.Serialize(new { arn = identity.Arn, key }));
}
