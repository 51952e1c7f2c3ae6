using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Hosting;

/// <summary>A person who opens the server in a browser is told what it is for; a program gets its answer.</summary>
[Collection(ServerCollection.Name)]
public class GreetingTests(TestServer server)
{
    static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    [Theory]
    [InlineData("/", "text/html,application/xhtml+xml,*/*;q=0.8", true)]
    [InlineData("/", "*/*", false)]
    [InlineData("/bucket", "text/html", false)]
    [InlineData("/?x=1", "text/html", false)]
    public async Task A_browser_is_told_what_it_is(string target, string accept, bool isTold)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Server.Endpoint + target);
        Assert.True(request.Headers.TryAddWithoutValidation("Accept", accept));
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(isTold, text == "This is Mantle. Point an AWS client here: eval \"$(mantle credentials)\"\n");
        if (isTold)
            Assert.Equal((200, "text/plain"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }
}
