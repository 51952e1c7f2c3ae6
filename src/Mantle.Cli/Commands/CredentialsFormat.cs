using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mantle.Server.Hosting;

namespace Mantle.Cli.Commands;

/// <summary>Credentials as JSON, as shell exports to be evaluated, or as a profile for the AWS configuration files.</summary>
static partial class CredentialsFormat
{
    public static void Print(RootCredentials credentials, string format) =>
        Console.Out.WriteLine(
            format switch
            {
                "json" => JsonSerializer.Serialize(credentials, Json.RootCredentials),
                "profile" => $"""
                # in ~/.aws/credentials
                [mantle]
                aws_access_key_id = {credentials.AccessKeyId}
                aws_secret_access_key = {credentials.SecretAccessKey}
                # in ~/.aws/config
                [profile mantle]
                region = us-east-1
                endpoint_url = {credentials.Endpoint}
                """,
                _ => $"""
                export AWS_ACCESS_KEY_ID={credentials.AccessKeyId}
                export AWS_SECRET_ACCESS_KEY={credentials.SecretAccessKey}
                export AWS_DEFAULT_REGION=us-east-1
                export AWS_ENDPOINT_URL={credentials.Endpoint}
                unset AWS_SESSION_TOKEN AWS_PROFILE
                """,
            }
        );

    /// <summary>
    /// For a shell that evaluates what is printed: its status is not zero, and no later call reaches AWS with credentials that were there
    /// before. Nothing listens at the address.
    /// </summary>
    public static void PrintNone() =>
        Console.Out.WriteLine(
            """
            export AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none AWS_ENDPOINT_URL=http://127.0.0.1:1
            unset AWS_SESSION_TOKEN AWS_PROFILE
            false
            """
        );

    /// <summary>Secrets contain plus signs; they are printed as they are, so that they can be copied.</summary>
    static readonly CredentialsJson Json = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    [JsonSerializable(typeof(RootCredentials))]
    sealed partial class CredentialsJson : JsonSerializerContext;
}
