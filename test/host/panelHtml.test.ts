import { strict as assert } from 'node:assert';
import { panelHtml } from '../../src/host/panelHtml.js';

describe('panelHtml', () => {
  const html = panelHtml({
    cspSource: 'https://cdn.example',
    nonce: 'abc',
    scriptUri: 'https://cdn.example/webview.js',
    styleUri: 'https://cdn.example/webview.css',
    gpuUri: 'https://cdn.example/gpu/panel.js',
  });

  it('starts from nothing and allows one script by its nonce', () => {
    const policy = /content="(default-src[^"]+)"/.exec(html)?.[1] ?? '';
    assert.match(policy, /^default-src 'none'; script-src 'nonce-abc'; style-src https:\/\/cdn\.example;/);
    assert.doesNotMatch(policy, /unsafe|\*|eval|frame/);
    assert.equal(html.match(/<script/g)?.length, 1);
  });

  it('lets the page read what is its own and start Workers of what it has read, nothing else', () => {
    assert.match(html, /; worker-src blob:; connect-src https:\/\/cdn\.example"/);
    assert.match(html, /data-gpu="https:\/\/cdn\.example\/gpu\/panel\.js"/);
  });

  it('holds nothing inline', () => {
    assert.doesNotMatch(html, /style=|<style|\son\w+=|<script[^>]*>[^<]/);
  });
});
