using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests.Workloads;

/// <summary>Unmodified clients that find their credentials by themselves; each prints the ARN that it calls as.</summary>
static class DefaultClients
{
    public static readonly TheoryData<string> All = ["aws", "boto3", "javascript", "dotnet", "terraform"];

    public static readonly TheoryData<string> Scripts = ["aws", "boto3", "javascript", "dotnet"];

    /// <summary>The command of a client; the test is skipped where it is not installed.</summary>
    public static async Task<string> CommandAsync(string client, Terminal terminal)
    {
        switch (client)
        {
            case "aws":
                Assert.SkipUnless(Shell.Has("aws"), "the aws command is not installed");
                return "command aws sts get-caller-identity --query Arn --output text";
            case "terraform":
                return await TerraformAsync(terminal);
            default:
                return $"echo | {await ProgramAsync(client)}";
        }
    }

    /// <summary>
    /// The command line of a program of an SDK that says for every line of its input who it is; the test is skipped where the SDK is not
    /// installed.
    /// </summary>
    public static async Task<string> ProgramAsync(string client)
    {
        switch (client)
        {
            case "boto3":
                await LiveServer.NeedBoto3Async();
                return $"python3 '{LiveServer.Scripts}/who.py'";
            case "javascript":
                Peer.Need();
                return $"node '{LiveServer.Scripts}/who.mjs'";
            case "dotnet":
                return $"dotnet '{Path.Combine(AppContext.BaseDirectory, "Who.dll")}'";
            default:
                throw new ArgumentOutOfRangeException(nameof(client), client, "There is no such client.");
        }
    }

    static async Task<string> TerraformAsync(Terminal terminal)
    {
        Assert.SkipUnless(Shell.Has("terraform"), "the terraform command is not installed");
        var folder = Directory.CreateDirectory(Path.Combine(terminal.Home, "who")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "main.tf"),
            $$"""
            terraform {
              required_providers {
                aws = { source = "hashicorp/aws" }
              }
            }
            provider "aws" {
              region                      = "us-east-1"
              skip_region_validation      = true
              skip_credentials_validation = true
              endpoints {
                sts = "{{terminal.Endpoint}}"
                iam = "{{terminal.Endpoint}}"
              }
            }
            data "aws_caller_identity" "me" {}
            output "arn" { value = data.aws_caller_identity.me.arn }
            """
        );
        Assert.SkipUnless(await Terraform.InitializeAsync(terminal, folder), "Terraform finds no AWS provider");
        return $"cd '{folder}' && terraform apply -auto-approve >&2 && terraform output -raw arn";
    }
}
