namespace Mantle.Wire.Tests;

public class CoverageTableTests
{
    [Fact]
    public void Every_operation_has_a_line()
    {
        var page = CoverageTable.Write(Services.All, operation => operation.Name == "AssumeRole");
        Assert.Contains("| [AWS Security Token Service](#aws-security-token-service) | 1 | 11 |\n", page, StringComparison.Ordinal);
        Assert.Contains(
            "| [AWS Identity and Access Management](#aws-identity-and-access-management) | 0 | 176 |\n",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\n## AWS Security Token Service\n\n| operation | |\n| --- | --- |\n| AssumeRole | yes |\n| AssumeRoleWithSAML |  |\n",
            page,
            StringComparison.Ordinal
        );
        Assert.Equal(
            Services.All.Sum(service => service.Model.Operations.Count),
            page.Split('\n').Count(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Count(c => c == '|') == 3)
                - Services.All.Count * 2
        );
    }
}
