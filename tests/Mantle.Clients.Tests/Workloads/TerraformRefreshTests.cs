using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests.Workloads;

/// <summary>
/// A run of Terraform that outlives its credentials gets new ones by itself. A Go program reads the clock past the library that moves
/// other clients' clocks, so the runs wait for a quarter of an hour, which is the shortest life of credentials; all paths wait together.
/// </summary>
[Trait("speed", "long")]
public sealed class TerraformRefreshTests(LiveServer server) : WorkloadTest(server)
{
    const int Lifetime = 900,
        Wait = Lifetime + 15;

    /// <summary>What a workload's provider block has besides.</summary>
    const string Provider = "MANTLE_TEST_PROVIDER";

    const string Subject = "system:serviceaccount:shop:cart";

    [Fact]
    public async Task A_run_that_outlives_its_credentials_goes_on()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("MANTLE_LONG") == "1", "it waits for a quarter of an hour; see eng/test long");
        Assert.SkipUnless(Shell.Has("terraform"), "the terraform command is not installed");
        await NewServiceRoleAsync("task", "ecs-tasks.amazonaws.com");
        using var container = await Helper.StartAsync(
            Root,
            $"container --role task --service ecs-tasks.amazonaws.com --duration {Lifetime} --listen 127.0.0.1:0"
        );
        var inContainer = NewWorkload();
        inContainer.Export("AWS_CONTAINER_CREDENTIALS_FULL_URI", container.Url);

        var inProfile = NewWorkload();
        var keys = await Root.PrintsAsync("echo $AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY");
        var config = Path.Combine(inProfile.Home, "config");
        await File.WriteAllTextAsync(
            config,
            $"[default]\nregion = us-east-1\ncredential_process = env AWS_ACCESS_KEY_ID={keys.Split(' ')[0]} "
                + $"AWS_SECRET_ACCESS_KEY={keys.Split(' ')[1]} {Repository.Root}/mantle credential-process --endpoint {Root.Endpoint} "
                + $"--role task --service ecs-tasks.amazonaws.com --duration {Lifetime}\n"
        );
        inProfile.Export("AWS_CONFIG_FILE", config);

        // With the credentials that a run began with, its last call would be refused.
        var arns = await Task.WhenAll(RunAsync(inContainer), RunAsync(inProfile), RunAsync(await WebIdentityAsync()));
        foreach (var (arn, role) in arns.Zip(["task", "task", "cart"]))
            Assert.StartsWith($"arn:aws:sts::{Account}:assumed-role/{role}/", arn, StringComparison.Ordinal);
    }

    /// <summary>A pod whose role's sessions last as short; its token does not expire meanwhile.</summary>
    async Task<Terminal> WebIdentityAsync()
    {
        var issuer = await Root.PrintsAsync($"{Mantle} token --subject {Subject} --format issuer");
        var provider = $"arn:aws:iam::{Account}:oidc-provider/{issuer["http://".Length..]}";
        var pod = NewWorkload();
        await Root.PrintsAsync(
            $$$"""
            set -e
            aws iam create-open-id-connect-provider --url {{{issuer}}} --client-id-list sts.amazonaws.com >/dev/null
            aws iam create-role --role-name cart --assume-role-policy-document '{"Version":"2012-10-17","Statement":[
                {"Effect":"Allow","Principal":{"Federated":"{{{provider}}}"},"Action":"sts:AssumeRoleWithWebIdentity"}]}' >/dev/null
            {{{Mantle}}} token --subject {{{Subject}}} --duration 3600 >'{{{pod.Home}}}/token'
            """
        );
        pod.Export(
            Provider,
            $$"""
            assume_role_with_web_identity {
                role_arn                = "{{Role("cart")}}"
                duration                = "{{Lifetime}}s"
                web_identity_token_file = "{{pod.Home}}/token"
              }
            """
        );
        return pod;
    }

    /// <summary>A run that calls, waits, and calls again; returns who called last.</summary>
    static async Task<string> RunAsync(Terminal workload)
    {
        var folder = Directory.CreateDirectory(Path.Combine(workload.Home, "wait")).FullName;
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
              skip_credentials_validation = true
              {{workload.Variables.GetValueOrDefault(Provider)}}
              endpoints {
                sts = "{{workload.Endpoint}}"
                iam = "{{workload.Endpoint}}"
              }
            }
            resource "terraform_data" "begin" {
              provisioner "local-exec" { command = "true" }
            }
            data "aws_caller_identity" "before" { depends_on = [terraform_data.begin] }
            resource "terraform_data" "wait" {
              input = data.aws_caller_identity.before.arn
              provisioner "local-exec" { command = "sleep {{Wait}}" }
            }
            data "aws_caller_identity" "after" { depends_on = [terraform_data.wait] }
            output "arn" { value = data.aws_caller_identity.after.arn }
            """
        );
        Assert.SkipUnless(await Terraform.InitializeAsync(workload, folder), "Terraform finds no AWS provider");
        var (code, output, error) = await workload.RunAsync(
            $"cd '{folder}' && terraform apply -auto-approve >&2 && terraform output -raw arn",
            TimeSpan.FromSeconds(Wait) + TimeSpan.FromMinutes(5)
        );
        Assert.True(code == 0, error);
        return output;
    }
}
