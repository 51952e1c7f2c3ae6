namespace Mantle.Server.Tests.Support;

/// <summary>Policy documents that tests write often.</summary>
static class Documents
{
    public static string Allow(string action, string resource = "*") => Statement("Allow", action, resource);

    public static string Deny(string action, string resource = "*") => Statement("Deny", action, resource);

    public static string Trust(string principalArn, string? condition = null) =>
        $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{principalArn}}"},
             "Action":["sts:AssumeRole","sts:TagSession",
             "sts:SetSourceIdentity"]{{(condition is null ? "" : $",\"Condition\":{condition}")}}}]}
            """;

    static string Statement(string effect, string action, string resource) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Action":"{{action}}","Resource":"{{resource}}"}]}""";
}
