using System.Net;
using System.Text;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.SignIn;

/// <summary>What programs may ask for, and who lets them.</summary>
[Collection(ServerCollection.Name)]
public class AuthorizeOAuth2AccessTests(TestServer server)
{
    [Fact]
    public async Task The_page_names_the_program_and_lets_nothing_else_in()
    {
        using var program = new TestProgram(server);
        var page = await TestProgram.OpenAsync(program.PageUrl());
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("127.0.0.1:45678", page.Text);
        Assert.Contains("frame-ancestors 'none'", page.Headers.GetValues("Content-Security-Policy").Single());
        Assert.True(page.Headers.CacheControl!.NoStore);
        Assert.DoesNotContain("<script", page.Text);
    }

    [Theory]
    [InlineData("response_type", "token")]
    [InlineData("client_id", "arn:aws:signin:::devtools/other")]
    [InlineData("client_id", null)]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge", "short")]
    [InlineData("code_challenge", null)]
    [InlineData("state", null)]
    [InlineData("redirect_uri", null)]
    [InlineData("redirect_uri", "https://attacker.example/oauth/callback")]
    [InlineData("redirect_uri", "http://attacker.example/oauth/callback")]
    [InlineData("redirect_uri", "http://127.0.0.1.attacker.example/oauth/callback")]
    [InlineData("redirect_uri", "http://user@127.0.0.1:1/oauth/callback")]
    [InlineData("redirect_uri", "http://127.0.0.1:1/oauth/callback#x")]
    [InlineData("redirect_uri", "javascript:alert(1)")]
    public async Task A_wrong_request_shows_an_error_and_redirects_nowhere(string parameter, string? value)
    {
        using var program = new TestProgram(server);
        foreach (
            var page in new[]
            {
                await TestProgram.OpenAsync(program.PageUrl(parameter, value)),
                await program.SubmitAsync(program.PageUrl(parameter, value), fields: [("account", "x")]),
            }
        )
        {
            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            Assert.Contains(parameter, page.Text);
            Assert.Null(page.Location);
        }
    }

    [Fact]
    public async Task What_was_entered_is_shown_again_as_text_without_the_password()
    {
        using var program = new TestProgram(server);
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent([
            new("account", "\"><script>alert(1)</script>"),
            new("username", "<b>"),
            new("password", "secret-word"),
        ]);
        using var answer = await http.PostAsync(new Uri(program.PageUrl()), form, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("<script>", text);
        Assert.DoesNotContain("<b>", text);
        Assert.DoesNotContain("secret-word", text);
    }

    [Theory]
    [InlineData("http://attacker.example", false)]
    [InlineData("null", false)]
    [InlineData("own", true)]
    public async Task Another_sites_page_cannot_send_the_form(string origin, bool isAllowed)
    {
        using var program = new TestProgram(server);
        var root = await server.NewAccountAsync();
        await root.NewPersonAsync();
        var page = await program.SubmitAsync(
            null,
            origin == "own" ? server.Server.Endpoint : origin,
            ("account", root.AccountId),
            ("username", "jane"),
            ("password", SignInCalls.Password)
        );
        Assert.Equal(isAllowed ? HttpStatusCode.SeeOther : HttpStatusCode.BadRequest, page.Status);
    }

    [Theory]
    [InlineData("localhost", TestProgram.SameDevice, true)]
    [InlineData("remote", TestProgram.SameDevice, false)]
    [InlineData("remote", TestProgram.CrossDevice, true)]
    [InlineData("localhost", TestProgram.CrossDevice, false)]
    public async Task The_person_must_be_allowed_to_let_that_kind_of_program_act(string resource, string clientId, bool isAllowed)
    {
        using var program = new TestProgram(server)
        {
            ClientId = clientId,
            RedirectUri = clientId == TestProgram.SameDevice ? TestProgram.Redirect : $"{server.Server.Endpoint}/v1/sessions/confirmation",
        };
        var root = await server.NewAccountAsync();
        var arn = $"arn:aws:signin:us-east-1:{root.AccountId}:oauth2/public-client/{resource}";
        await root.NewPersonAsync(policy: Documents.Allow("signin:*", arn));
        var page = await program.SignInAsync(root.AccountId, "jane", SignInCalls.Password);
        if (!isAllowed)
        {
            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            Assert.Contains("is not authorized to perform: signin:AuthorizeOAuth2Access on resource: arn:aws:signin:", page.Text);
            return;
        }
        Assert.Equal(HttpStatusCode.OK, (await program.RedeemAsync(CodeOf(page))).Status);

        string CodeOf(TestProgram.Page page)
        {
            if (clientId == TestProgram.SameDevice)
                return page.Code;
            var shown = System.Web.HttpUtility.ParseQueryString(Encoding.UTF8.GetString(Convert.FromBase64String(page.ShownCode)));
            Assert.Equal(program.State, shown["state"]);
            return shown["code"]!;
        }
    }

    [Fact]
    public async Task A_bucket_can_have_an_object_at_the_pages_path()
    {
        using var http = new HttpClient();
        var port = new Uri(server.Server.Endpoint).Port;
        foreach (var path in new[] { "v1/token", "v1/authorize" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{server.Server.Endpoint}/{path}");
            request.Headers.Host = $"some-bucket.s3.localhost:{port}";
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Contains("NoSuchBucket", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Other_methods_are_refused(string method)
    {
        using var program = new TestProgram(server);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), program.PageUrl());
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }
}
