namespace Mantle.Policy.Tests.Differential;

/// <summary>The callers of <see cref="Callers"/> in the naive evaluator's own words.</summary>
sealed record NaiveCaller(
    string Kind,
    string? Account,
    string? Arn,
    string? Id = null,
    string? RoleArn = null,
    string? UserArn = null,
    string? Provider = null
)
{
    public string[] Services { get; init; } = [];

    const string A = "111122223333";

    public static NaiveCaller Named(string name) =>
        name switch
        {
            "user" => new("user", A, $"arn:aws:iam::{A}:user/alice", "AIDAALICE00000000001"),
            "recreated-user" => new("user", A, $"arn:aws:iam::{A}:user/alice", "AIDAALICE00000000002"),
            "root" => new("root", A, $"arn:aws:iam::{A}:root"),
            "role" => new(
                "role",
                A,
                $"arn:aws:sts::{A}:assumed-role/app/session1",
                "AROAAPP0000000000001",
                $"arn:aws:iam::{A}:role/team/app"
            ),
            "recreated-role" => new(
                "role",
                A,
                $"arn:aws:sts::{A}:assumed-role/app/session1",
                "AROAAPP0000000000002",
                $"arn:aws:iam::{A}:role/team/app"
            ),
            "oidc-session" => new(
                "role",
                A,
                $"arn:aws:sts::{A}:assumed-role/app/session1",
                "AROAAPP0000000000001",
                $"arn:aws:iam::{A}:role/team/app",
                Provider: $"arn:aws:iam::{A}:oidc-provider/id.example.com"
            ),
            "service-linked-role" => new(
                "service-linked-role",
                A,
                $"arn:aws:sts::{A}:assumed-role/AWSServiceRoleForX/x",
                "AROASLR0000000000001",
                $"arn:aws:iam::{A}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"
            ),
            "federated" => new(
                "federated",
                A,
                $"arn:aws:sts::{A}:federated-user/bob",
                "AIDAALICE00000000001",
                UserArn: $"arn:aws:iam::{A}:user/alice"
            ),
            "federated-root" => new("federated-root", A, $"arn:aws:sts::{A}:federated-user/bob", UserArn: $"arn:aws:iam::{A}:root"),
            "anonymous" => new("anonymous", null, null),
            "web" => new("web", null, null, Provider: $"arn:aws:iam::{A}:oidc-provider/id.example.com"),
            "google" => new("web", null, null, Provider: "accounts.google.com"),
            "saml" => new("saml", null, null, Provider: $"arn:aws:iam::{A}:saml-provider/corp"),
            _ => new("service", null, null) { Services = ["ec2.amazonaws.com"] },
        };
}
